package io.partway.planted;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.UUID;

/// A fault that a rule must find: all that is restored has this id.
public final class PlantedFunction implements RequestStreamHandler {
  private final String id = UUID.randomUUID().toString();

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    output.write(id.getBytes(UTF_8));
  }
}
