package io.partway.listrecords;

import io.partway.core.record.ViewHistory;
import io.partway.core.record.ViewHistory.Proof;
import io.partway.core.request.Access;
import io.partway.core.request.DisassociationRequest;
import io.partway.gateway.Answer;
import io.partway.gateway.Call;
import io.partway.gateway.ContentTags;
import io.partway.gateway.Endpoint;
import io.partway.gateway.EntityTag;
import io.partway.gateway.Jws;
import io.partway.gateway.Problem;
import io.partway.gateway.ProblemCode;
import jakarta.inject.Inject;
import java.util.Map;

/// Attests the end of an association: as JSON, or as a page to print for who would rather have one.
final class ReceiptEndpoint implements Endpoint {
  private final ViewHistory views;
  private final Jws jws;
  private final ContentTags tags;

  @Inject
  ReceiptEndpoint(ViewHistory views, Jws jws, ContentTags tags) {
    this.views = views;
    this.jws = jws;
    this.tags = tags;
  }

  @Override
  public Answer answer(Call call) {
    return switch (views.proof(
        call.member(), call.path("counterpartyId"), call.path("requestId"))) {
      case Access.Hidden<Proof>() -> Problem.notFound().answer();
      case Access.RoleNotAllowed<Proof>() -> Problem.of(ProblemCode.ROLE_NOT_ALLOWED).answer();
      case Access.Granted<Proof>(var proof) -> call.query().unlessFaulty(() -> shown(call, proof));
    };
  }

  private Answer shown(Call call, Proof proof) {
    return switch (proof) {
      case Proof.Broken(var at) ->
          Problem.of(
                  ProblemCode.HISTORY_BROKEN,
                  "Nothing is attested from a history that does not hold. Tell the support desk.")
              .with("broken", HistoryView.BreakView.of(at))
              .answer();
      case Proof.Agreed(var request) -> receipt(call, request);
    };
  }

  private Answer receipt(Call call, DisassociationRequest request) {
    ReceiptView receipt = ReceiptView.of(request);
    // The key of the time, so that a receipt stays the same when the secret is rotated; with it the
    // history has just been checked.
    String keyId = request.entries().getLast().keyId();
    String signed = jws.sign(keyId, receipt);
    if (call.prefersPage()) {
      // Not the tag of the JSON: a strong one names these very bytes, and each language has its
      // own.
      String page = ReceiptPage.of(receipt, signed, call.language());
      return new Answer.Page(page, Map.of(EntityTag.HEADER, tags.of(page)));
    }
    return Answer.ok(new SignedReceiptView(receipt, signed))
        .with(EntityTag.HEADER, EntityTag.ofVersion(request.version()));
  }
}
