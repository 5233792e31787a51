package io.partway.core.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.partway.core.Samples;
import io.partway.core.association.Association;
import io.partway.core.eligibility.Blocker;
import io.partway.core.eligibility.Facts;
import io.partway.core.party.Party;
import io.partway.core.quota.QuotaRegister;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DossierTest {
  private static Dossier dossier(
      @Nullable Association association, Facts facts, @Nullable DisassociationRequest request) {
    return new Dossier(association, facts, QuotaRegister.EMPTY, request, false);
  }

  @Test
  void factsDecideWhenAReportFellBetweenTheReads() {
    Dossier newerFacts = dossier(Samples.active(), Samples.blockingFacts(), null);
    Association association = Objects.requireNonNull(newerFacts.association());
    assertThat(association.clearance().clearAt(Samples.NOW)).isFalse();
    assertThat(newerFacts.blockers(Samples.NOW))
        .extracting(Blocker::code)
        .containsExactly("reserved-instance");
    assertThat(association.version()).isEqualTo(Samples.active().version());

    Dossier olderFacts =
        dossier(Samples.active().withFacts(Samples.blockingFacts()), Samples.clearFacts(), null);
    assertThat(Objects.requireNonNull(olderFacts.association()).clearance().clearAt(Samples.NOW))
        .isTrue();
    assertThat(olderFacts.blockers(Samples.NOW)).isEmpty();
  }

  @Test
  void anotherPairsRequestIsNone() {
    Association other = Samples.active(Samples.pair("customer-1", "partner-2"));
    DisassociationRequest request = Samples.pending("r", Party.PARTNER);
    assertThat(dossier(Samples.active(), Facts.NONE, request).request()).isEqualTo(request);
    assertThat(dossier(other, Facts.NONE, request).request()).isNull();
    assertThat(dossier(null, Facts.NONE, request).request()).isNull();
  }

  @Test
  void whereThereIsNoAssociationNothingCanBeBlocked() {
    assertThatIllegalStateException()
        .isThrownBy(() -> dossier(null, Facts.NONE, null).blockers(Samples.NOW));
  }
}
