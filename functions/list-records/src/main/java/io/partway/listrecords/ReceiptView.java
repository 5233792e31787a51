package io.partway.listrecords;

import io.avaje.jsonb.Json;
import io.partway.core.Mask;
import io.partway.core.Word;
import io.partway.core.history.Acknowledgement;
import io.partway.core.history.Actor;
import io.partway.core.history.HistoryEntry;
import io.partway.core.message.Language;
import io.partway.core.request.DisassociationRequest;
import io.partway.core.request.Impact.Effect;
import io.partway.core.request.Statement;
import io.partway.gateway.Principals;
import io.partway.gateway.view.ImpactView.EffectView;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What ended, when, by whose agreement, and what each side was told before. It is the same for
/// both sides, and for ever.
///
/// @param format of this object
/// @param customerName masked
/// @param history the entry of the agreement in the pair's chain
@Json
record ReceiptView(
    int format,
    String requestId,
    String partnerId,
    @Nullable String partnerName,
    String customerId,
    @Nullable String customerName,
    String associationType,
    Instant endedAt,
    ActView submitted,
    ActView agreed,
    EntryRef history) {
  private static final int FORMAT = 1;

  /// What one side has done.
  @Json
  record ActView(
      Instant at,
      String party,
      String role,
      @Nullable String reason,
      AcknowledgedView statement,
      List<EffectView> consequences) {
    static ActView of(HistoryEntry entry, @Nullable String reason) {
      Actor actor = Objects.requireNonNull(entry.actor());
      Acknowledgement acknowledged = Objects.requireNonNull(entry.acknowledged());
      Optional<Statement> statement = Statement.versioned(acknowledged.version());
      Language language = language(acknowledged.version());
      return new ActView(
          entry.at(),
          actor.party().word(),
          Principals.word(actor.role()),
          reason,
          new AcknowledgedView(
              acknowledged.version(),
              acknowledged.hash(),
              statement
                  .filter(s -> s.hash().equals(acknowledged.hash()))
                  .map(Statement::text)
                  .orElse(null)),
          acknowledged.consequences().stream().map(code -> effect(code, language)).toList());
    }

    /// In which it was acknowledged; no member of the receipt, the version says it.
    Language language() {
      return language(statement.version());
    }

    private static Language language(String version) {
      return Statement.versioned(version).map(Statement::language).orElse(Language.EN);
    }

    private static EffectView effect(String code, Language language) {
      return new EffectView(
          code, Word.parse(Effect.class, code).map(e -> e.detail(language)).orElse(code));
    }
  }

  /// @param text null where this deployment does not have it any more; the hash tells it
  @Json
  record AcknowledgedView(String version, String hash, @Nullable String text) {}

  /// A link of the chain.
  @Json
  record EntryRef(long sequence, String mac) {}

  /// @param request one that was agreed to
  static ReceiptView of(DisassociationRequest request) {
    HistoryEntry agreement = request.entries().getLast();
    return new ReceiptView(
        FORMAT,
        request.id().value(),
        request.pair().partner().value(),
        request.names().partner(),
        request.pair().customer().value(),
        Mask.text(request.names().customer()),
        request.associationType().word(),
        agreement.at(),
        ActView.of(request.entries().getFirst(), request.reason()),
        ActView.of(agreement, request.decisionReason()),
        new EntryRef(agreement.sequence(), agreement.mac()));
  }
}
