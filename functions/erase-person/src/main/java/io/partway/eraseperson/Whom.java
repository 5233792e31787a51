package io.partway.eraseperson;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.partway.core.Word;
import io.partway.core.party.Ids;
import io.partway.core.party.Party;
import io.partway.gateway.EventFailed;
import io.partway.gateway.JsonValue;
import io.partway.gateway.StrictJson;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is to be erased. What is wrong with an event is told without a word of what it says.
///
/// @param after where the call before has stopped; null for the first one
record Whom(Party party, String partyId, String subject, @Nullable String after) {
  private static final Set<String> MEMBERS = Set.of("party", "partyId", "subject", "after");

  @Override
  public String toString() {
    return "Whom[" + party + "]";
  }

  /// @throws EventFailed when the event does not say
  static Whom of(byte[] json) {
    StrictJson.Parsed parsed = StrictJson.parse(new String(json, UTF_8));
    if (!(parsed.value() instanceof JsonValue.Obj(var members))
        || !parsed.faults().isEmpty()
        || !MEMBERS.containsAll(members.keySet())) {
      throw new EventFailed(
          "This function takes {\"party\", \"partyId\", \"subject\", \"after\"}.");
    }
    Party party =
        Word.parse(Party.class, text(members, "party"))
            .orElseThrow(() -> new EventFailed("party must be partner or customer."));
    String partyId = text(members, "partyId");
    if (!Ids.wellFormed(partyId)) {
      throw new EventFailed("partyId must be an id.");
    }
    String subject = text(members, "subject");
    if (subject.isBlank()) {
      throw new EventFailed("subject must be the claim sub of the person's tokens.");
    }
    return new Whom(party, partyId, subject, after(members));
  }

  private static String text(Map<String, JsonValue> members, String name) {
    if (members.get(name) instanceof JsonValue.Str(var text)) {
      return text;
    }
    throw new EventFailed(name + " must be a text.");
  }

  private static @Nullable String after(Map<String, JsonValue> members) {
    return switch (members.get("after")) {
      case null -> null;
      case JsonValue.Null() -> null;
      case JsonValue.Str(var text) when text.matches("traces|[0-9].{0,400}") -> text;
      case JsonValue.Str _, JsonValue.Obj _, JsonValue.Arr _, JsonValue.Num _, JsonValue.Bool _ ->
          throw new EventFailed("after must be what a call before has answered as after.");
    };
  }
}
