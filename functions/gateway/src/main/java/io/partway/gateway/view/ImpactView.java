package io.partway.gateway.view;

import io.avaje.jsonb.Json;
import io.partway.core.message.Language;
import io.partway.core.request.Impact;
import java.util.List;

/// What agreement changes.
@Json
public record ImpactView(String associationType, List<EffectView> effects) {
  /// One consequence.
  ///
  /// @param detail one sentence
  @Json
  public record EffectView(String code, String detail) {}

  /// In this language.
  public static ImpactView of(Impact impact, Language language) {
    return new ImpactView(
        impact.associationType().word(),
        impact.effects().stream().map(e -> new EffectView(e.word(), e.detail(language))).toList());
  }
}
