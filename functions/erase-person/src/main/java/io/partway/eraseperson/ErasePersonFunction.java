package io.partway.eraseperson;

import io.partway.core.record.ErasePerson;
import io.partway.core.record.ErasePerson.Erasure;
import io.partway.gateway.EventFunction;
import io.partway.platform.Host;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes a person out of what is kept of a party. Nobody reaches it over HTTP: operators invoke it,
/// with `party`, `partyId` and `subject`.
///
/// Answers `erased` (how many entries and reveals named him), `skipped` (of how many that cannot be
/// told), `complete`, and `after`: while there is more, what the next call is to be given as
/// `after`.
public final class ErasePersonFunction extends EventFunction {
  private final ErasePerson erasures;

  /// On Lambda.
  public ErasePersonFunction() {
    this(Host.lambda());
  }

  /// On this machine.
  public ErasePersonFunction(Host host) {
    this(DaggerErasePersonComponent.factory().create(host));
  }

  private ErasePersonFunction(ErasePersonComponent component) {
    super(component.boundary());
    this.erasures = component.erasures();
  }

  @Override
  protected Map<String, @Nullable Object> handle(byte[] event) {
    Whom whom = Whom.of(event);
    Erasure erasure = erasures.erase(whom.party(), whom.partyId(), whom.subject(), whom.after());
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("erased", erasure.erased());
    answer.put("skipped", erasure.skipped());
    answer.put("complete", erasure.next() == null);
    answer.put("after", erasure.next());
    return answer;
  }
}
