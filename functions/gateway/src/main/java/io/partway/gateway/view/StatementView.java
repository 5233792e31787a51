package io.partway.gateway.view;

import io.avaje.jsonb.Json;
import io.partway.core.message.Language;
import io.partway.core.request.Impact;
import io.partway.core.request.Statement;
import io.partway.gateway.view.ImpactView.EffectView;
import java.util.List;

/// What who submits, or agrees, acknowledges.
///
/// @param language BCP 47 tag of the text
/// @param hash lower-case hex SHA-256 of the text in UTF-8
/// @param consequences of ending the association as things stand, to be shown with the text
@Json
public record StatementView(
    String version, String language, String hash, String text, List<EffectView> consequences) {
  /// The one in force, in this language.
  public static StatementView of(
      Statement.Subject subject, Impact consequences, Language language) {
    Statement statement = subject.in(language);
    return new StatementView(
        statement.version(),
        language.tag(),
        statement.hash(),
        statement.text(),
        ImpactView.of(consequences, language).effects());
  }
}
