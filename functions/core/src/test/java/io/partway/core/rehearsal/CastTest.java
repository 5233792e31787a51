package io.partway.core.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.partway.core.Limit;
import io.partway.core.association.Association;
import io.partway.core.party.Party;
import io.partway.core.request.RequestStatus;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What the calls of a rehearsal rely on to come to their ends.
final class CastTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:30:00.000123Z");

  private final Cast cast = Cast.at(NOW, new SecureRandom(new byte[] {1}));

  @Test
  void itsCustomersFillAPageAndStandInOrder() {
    assertThat(cast.associations().stream().filter(Association::active))
        .hasSizeGreaterThan(Limit.PAGE_SIZE.standard());
    assertThat(cast.associations())
        .extracting(association -> association.pair().customer().value())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void nothingStandsInTheWayOfTheFree() {
    Association free =
        cast.associations().stream()
            .filter(each -> each.pair().equals(cast.pair()))
            .findFirst()
            .orElseThrow();

    assertThat(free.active()).isTrue();
    assertThat(free.pendingAt(NOW)).isNull();
    assertThat(free.clearance().clearAt(NOW)).isTrue();
  }

  @Test
  void oneRequestIsThePartnersToDecideAndOneIsDecided() {
    assertThat(cast.asked().at(NOW).status()).isEqualTo(RequestStatus.PENDING);
    assertThat(cast.asked().initiator()).isEqualTo(Party.CUSTOMER);
    assertThat(cast.agreed().status()).isEqualTo(RequestStatus.AGREED);
    assertThat(cast.agreed().entries()).hasSize(2);
  }

  @Test
  void codesAreGoodAndOthersMayBeHad() {
    assertThat(cast.codes().values())
        .isNotEmpty()
        .allSatisfy(code -> {
          assertThat(code.expiresAt()).isAfter(NOW);
          assertThat(code.sentAt())
              .isBefore(NOW.minusSeconds(Limit.CODE_RESEND_SECONDS.standard()));
          assertThat(code.attempts()).isZero();
        });
    assertThat(cast.settings().verificationRequired()).isTrue();
  }

  @Test
  void aGrantWaitsForSomebodyElse() {
    assertThat(cast.grant().waiting()).isTrue();
    assertThat(cast.grant().grantedBy()).isNotEqualTo(Cast.SUBJECT);
  }
}
