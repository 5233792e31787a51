package io.partway.grantquota;

import io.avaje.jsonb.Json;
import io.partway.core.Word;
import io.partway.core.grant.ListGrants.Line;
import io.partway.core.grant.QuotaGrant;
import io.partway.gateway.Answer;
import io.partway.gateway.EntityTag;
import io.partway.gateway.view.ActionView;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A grant as the desk sees it.
///
/// @param counterpartyId null for a grant to the party as a whole
/// @param askedBy who entered it
/// @param grantedAt null while it adds nothing yet
/// @param confirmedBy null where no second operator was needed, or none has confirmed yet
@Json
record QuotaGrantView(
    String grantId,
    String party,
    String partyId,
    @Nullable String counterpartyId,
    int extra,
    String ticketNumber,
    String reason,
    Instant endsAt,
    String status,
    Instant askedAt,
    String askedBy,
    @Nullable Instant grantedAt,
    @Nullable String confirmedBy,
    Map<String, ActionView> allowedActions) {
  private static final String CONFIRM = "confirm";

  static QuotaGrantView of(Line line) {
    QuotaGrant grant = line.grant();
    return new QuotaGrantView(
        grant.id().value(),
        grant.scope().party().word(),
        grant.scope().partyId(),
        grant.scope().counterpartyId(),
        grant.extra(),
        grant.ticketNumber(),
        grant.reason(),
        grant.endsAt(),
        line.status().word(),
        grant.askedAt(),
        grant.grantedBy(),
        grant.grantedAt(),
        grant.confirmedBy(),
        Map.of(
            CONFIRM,
            new ActionView(line.confirm().isEmpty(), line.confirm().map(Word::word).orElse(null))));
  }

  /// 200 with this grant.
  static Answer shown(Line line) {
    return tagged(Answer.ok(of(line)), line);
  }

  /// 201 with this grant.
  static Answer created(Line line, String location) {
    return tagged(Answer.created(of(line), location), line);
  }

  private static Answer tagged(Answer.Success answer, Line line) {
    return answer.with(EntityTag.HEADER, EntityTag.ofVersion(line.grant().version()));
  }
}
