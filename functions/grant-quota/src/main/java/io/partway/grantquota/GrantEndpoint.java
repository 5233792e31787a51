package io.partway.grantquota;

import io.partway.core.grant.GrantQuota;
import io.partway.core.grant.GrantQuota.Command;
import io.partway.core.grant.GrantQuota.Outcome;
import io.partway.core.grant.ListGrants;
import io.partway.core.grant.QuotaGrant;
import io.partway.core.rehearsal.Cast;
import io.partway.gateway.Answer;
import io.partway.gateway.Body;
import io.partway.gateway.BodyShape;
import io.partway.gateway.BodyShape.Kind;
import io.partway.gateway.Call;
import io.partway.gateway.Endpoint;
import io.partway.gateway.IdempotencyKey;
import io.partway.gateway.Problem;
import io.partway.gateway.ProblemCode;
import io.partway.gateway.view.Hrefs;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;

/// Grants more submissions on a service ticket.
final class GrantEndpoint implements Endpoint {
  private static final String EXTRA = "extra";
  private static final BodyShape BODY =
      BodyShape.ofTexts("party", "partyId", "counterpartyId", "ticketNumber", "reason", "endsAt")
          .and(EXTRA, new Kind.Whole());

  private final GrantQuota grants;
  private final ListGrants lists;

  @Inject
  GrantEndpoint(GrantQuota grants, ListGrants lists) {
    this.grants = grants;
    this.lists = lists;
  }

  @Override
  public Answer answer(Call call) {
    if (!GrantQuota.allows(call.operator())) {
      return Problem.of(ProblemCode.ROLE_NOT_ALLOWED).answer();
    }
    IdempotencyKey key = call.idempotencyKey();
    return switch (call.body(BODY, key.faults())) {
      case Body.Reading.Refused(var problem) -> key.orRequired(problem).answer();
      case Body.Reading.Good(var body) ->
          grant(call, Objects.requireNonNull(key.usable(), "told with the body's faults"), body);
    };
  }

  @Override
  public Map<String, Object> rehearsedBody(Cast cast) {
    QuotaGrant like = cast.grant();
    return Map.of(
        "party",
        like.scope().party().word(),
        "partyId",
        like.scope().partyId(),
        EXTRA,
        1,
        "ticketNumber",
        "REHEARSAL-2",
        "reason",
        like.reason(),
        "endsAt",
        like.endsAt().toString());
  }

  private Answer grant(Call call, String key, Body body) {
    Command command =
        new Command(
            body.text("party"),
            body.text("partyId"),
            body.text("counterpartyId"),
            body.whole(EXTRA),
            body.text("ticketNumber"),
            body.text("reason"),
            body.text("endsAt"));
    return switch (grants.grant(call.operator(), key, command, body.hash())) {
      case Outcome.Entered(var grant) -> created(grant);
      case Outcome.Replayed(var grant) -> created(grant);
      case Outcome.KeyReused() ->
          Problem.of(
                  ProblemCode.IDEMPOTENCY_KEY_REUSED,
                  "Use a new key for a new grant, and the first body to repeat the old one.")
              .answer();
      case Outcome.Invalid(var faults, var room) ->
          Problem.invalid(faults).with("room", room == null ? null : RoomView.of(room)).answer();
      case Outcome.TicketUsed(var grant) ->
          Problem.of(
                  ProblemCode.TICKET_USED,
                  "A ticket is good for one grant to a party: open another ticket for more.")
              .with("grant", QuotaGrantView.of(lists.seen(call.operator(), grant)))
              .answer();
    };
  }

  /// The same for the grant and for each replay of it: all of it as it was entered.
  private static Answer created(QuotaGrant grant) {
    return QuotaGrantView.created(ListGrants.entered(grant), Hrefs.grant(grant.id()));
  }
}
