package io.partway.listrecords;

import io.partway.core.party.Principal.Member;
import io.partway.core.request.ViewPair;
import io.partway.gateway.Answer;
import io.partway.gateway.Call;
import io.partway.gateway.Cursors;
import io.partway.gateway.Endpoint;
import jakarta.inject.Inject;

/// Lists a customer's associations.
final class AssociationsEndpoint implements Endpoint {
  private final ViewPair views;
  private final Cursors cursors;

  @Inject
  AssociationsEndpoint(ViewPair views, Cursors cursors) {
    this.views = views;
    this.cursors = cursors;
  }

  @Override
  public Answer answer(Call call) {
    int limit = call.query().limit();
    String after = cursors.open(call);
    return call.query()
        .unlessFaulty(() -> {
          Member member = call.member();
          ViewPair.AssociationPage page = views.ofCustomer(member, after, limit);
          return Answer.ok(
              new AssociationPageView(
                  page.associations().stream()
                      .map(view ->
                          AssociationView.of(
                              view.association(), view.actions(), member.party(), view.now()))
                      .toList(),
                  cursors.seal(call, page.next()),
                  true));
        });
  }
}
