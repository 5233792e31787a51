package io.partway.grantquota;

import io.avaje.jsonb.Json;
import io.partway.core.grant.Room;

/// How many a grant could be now; none helps where `most` is less than `smallest`.
@Json
record RoomView(int smallest, int most) {
  static RoomView of(Room room) {
    return new RoomView(room.smallest(), room.most());
  }
}
