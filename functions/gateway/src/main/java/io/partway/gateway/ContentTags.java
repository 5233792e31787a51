package io.partway.gateway;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// Makes strong entity tags of resources that have no version of their own: of what they display.
@Singleton
public final class ContentTags {
  private final JsonText json;

  @Inject
  ContentTags(JsonText json) {
    this.json = json;
  }

  /// The tag of a resource.
  ///
  /// @param displayed a record with a JSON adapter, without what lies outside of the tag
  public String of(Object displayed) {
    return EntityTag.ofContent(json.text(displayed));
  }
}
