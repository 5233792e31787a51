package io.partway.local;

import io.partway.local.functions.Functions;
import io.partway.local.intake.Bucket;
import io.partway.local.outbox.SentMessages;
import java.net.URI;
import java.util.Optional;

/// The functions, and as much of what they work with as local mode has a hand in.
///
/// @param dynamoDb whose streams the Pipes follow; empty where that is somebody else's
/// @param bucket where bulk facts are put; empty where that is somebody else's
/// @param ownClock whether the functions go by local mode's clock
record Backend(
    Functions functions,
    Optional<URI> dynamoDb,
    Optional<Bucket> bucket,
    SentMessages sent,
    boolean ownClock) {
  /// Whether local mode stands in for schedule, Pipe and bus.
  boolean whole() {
    return dynamoDb.isPresent();
  }
}
