package io.partway.listrecords;

import io.partway.core.message.Language;
import io.partway.core.message.Texts;
import io.partway.gateway.view.ImpactView.EffectView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A receipt as a page to print. It loads nothing and runs nothing, and whatever stands in a
/// receipt is text on it.
final class ReceiptPage {
  private static final Texts TEXTS = Texts.beside(ReceiptPage.class, "receipt");
  private static final String STYLE =
      """
      body { font: 11pt/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
      dt { font-weight: 600; margin-top: .6rem; } dd { margin: 0; }
      dd, p, li { overflow-wrap: anywhere; } pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 7.5pt; }
      section { break-inside: avoid; } @media print { body { margin: 0; max-width: none; } }
      """;

  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final StringBuilder html = new StringBuilder();
  private final Language language;

  private ReceiptPage(Language language) {
    this.language = language;
  }

  /// @param jws the receipt, signed
  /// @param language of the page; what was acknowledged stands in the language it was read in
  static String of(ReceiptView receipt, String jws, Language language) {
    return new ReceiptPage(language).page(receipt, jws);
  }

  private String page(ReceiptView receipt, String jws) {
    html.append("<!doctype html>\n<html lang=\"").append(language.tag()).append("\">\n<head>");
    html.append("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
    html.append("<title>").append(text("title")).append("</title><style>").append(STYLE);
    html.append("</style></head>\n<body>\n<h1>").append(text("title")).append("</h1>\n<dl>\n");
    line("partner", named(receipt.partnerName(), receipt.partnerId()));
    line("customer", named(receipt.customerName(), receipt.customerId()));
    line("type", TEXTS.text(language, "type." + receipt.associationType()));
    line("ended", instant(receipt.endedAt()));
    line("request", receipt.requestId());
    line("entry", receipt.history().sequence() + " · " + receipt.history().mac());
    html.append("</dl>\n");
    act("submitted", receipt.submitted());
    act("agreed", receipt.agreed());
    html.append("<section><h2>").append(text("proof")).append("</h2>\n<p>").append(text("check"));
    html.append("</p>\n<pre>").append(escaped(jws)).append("</pre></section>\n</body>\n</html>\n");
    return html.toString();
  }

  private void act(String what, ReceiptView.ActView act) {
    html.append("<section><h2>").append(text(what)).append("</h2>\n<dl>\n");
    line("at", instant(act.at()));
    line("by", TEXTS.text(language, "party." + act.party()));
    if (act.reason() != null) {
      line("reason", act.reason());
    }
    line("statement", act.statement().version() + " · SHA-256 " + act.statement().hash());
    html.append("</dl>\n");
    // As they were read then, which may be in another language than the page's.
    String lang = " lang=\"" + act.language().tag() + "\">";
    if (act.statement().text() != null) {
      html.append("<blockquote").append(lang).append(escaped(act.statement().text()));
      html.append("</blockquote>\n");
    }
    html.append("<h3>").append(text("consequences")).append("</h3>\n<ul").append(lang).append("\n");
    for (EffectView effect : act.consequences()) {
      html.append("<li>").append(escaped(effect.detail())).append("</li>\n");
    }
    html.append("</ul></section>\n");
  }

  private void line(String label, String value) {
    html.append("<dt>").append(text(label)).append("</dt><dd>");
    html.append(escaped(value)).append("</dd>\n");
  }

  private String text(String key) {
    return escaped(TEXTS.text(language, key));
  }

  private static String named(@Nullable String name, String id) {
    return name == null ? id : name + " (" + id + ")";
  }

  private static String instant(Instant instant) {
    return INSTANT.format(instant);
  }

  /// With no character that means something to HTML, in text or in an attribute.
  private static String escaped(String value) {
    StringBuilder safe = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
