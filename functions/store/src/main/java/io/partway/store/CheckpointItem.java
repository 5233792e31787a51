package io.partway.store;

import io.partway.core.ingest.Checkpoints.Progress;
import io.partway.core.ingest.Checkpoints.Refused;
import io.partway.core.ingest.IntakeObjects;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// How far a file has been taken in.
final class CheckpointItem {
  private CheckpointItem() {}

  /// @param forgettable when DynamoDB may delete it
  static Map<String, AttributeValue> of(
      IntakeObjects.Ref object, Progress progress, Instant forgettable) {
    return Writer.of(Keys.checkpoint(object))
        .number(Attribute.OFFSET, progress.offset())
        .number(Attribute.LINE, progress.line())
        .number(Attribute.ACCEPTED, progress.accepted())
        .number(Attribute.IGNORED, progress.ignored())
        .number(Attribute.ALREADY_ENDED, progress.alreadyEnded())
        .number(Attribute.REFUSED, progress.refused())
        .bytes(Attribute.SHOWN, deflated(progress.shown()))
        .number(Attribute.PARTS, progress.parts())
        .flag(Attribute.COMPLETE, progress.complete())
        .number(Attribute.TTL, forgettable.getEpochSecond())
        .item();
  }

  static Progress read(Item item) {
    return new Progress(
        item.number(Attribute.OFFSET),
        item.number(Attribute.LINE),
        item.number(Attribute.ACCEPTED),
        item.number(Attribute.IGNORED),
        item.number(Attribute.ALREADY_ENDED),
        item.number(Attribute.REFUSED),
        inflated(item),
        item.count(Attribute.PARTS),
        item.flag(Attribute.COMPLETE));
  }

  private static byte[] deflated(List<Refused> shown) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      out.writeInt(shown.size());
      for (Refused refused : shown) {
        byte[] reason = refused.reason().getBytes(StandardCharsets.UTF_8);
        out.writeLong(refused.line());
        out.writeInt(reason.length);
        out.write(reason);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static List<Refused> inflated(Item item) {
    List<Refused> shown = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(
            new InflaterInputStream(new ByteArrayInputStream(item.bytes(Attribute.SHOWN))))) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        long line = in.readLong();
        shown.add(
            new Refused(line, new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      throw item.corrupt(Attribute.SHOWN.stored());
    }
    return shown;
  }
}
