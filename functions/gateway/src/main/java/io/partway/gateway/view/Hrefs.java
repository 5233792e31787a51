package io.partway.gateway.view;

import io.partway.core.association.RequestId;
import io.partway.core.grant.GrantId;
import io.partway.core.party.Pair;
import io.partway.core.party.Party;

/// Paths of single resources.
public final class Hrefs {
  private Hrefs() {}

  /// The path of a request, as this side addresses it.
  public static String request(Pair pair, Party viewer, RequestId id) {
    return "/v1/associations/" + pair.idOf(viewer.other()) + "/requests/" + id.value();
  }

  /// The path of a grant of the support desk.
  public static String grant(GrantId id) {
    return "/v1/quota-grants/" + id.value();
  }

  /// The path of an association, as this side addresses it.
  public static String association(Pair pair, Party viewer) {
    return "/v1/associations/" + pair.idOf(viewer.other());
  }
}
