package io.partway.local.aws;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/// What signs a call of a service that there is no client of here. Nobody checks it, but LocalStack
/// reads in it which service and which region are meant.
public final class Signature {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

  private Signature() {}

  /// The headers that have to be on the call.
  ///
  /// @param service as signatures name it: `lambda`
  public static Map<String, String> headers(
      String service, SdkHttpMethod method, URI url, byte[] body) {
    var signed =
        SIGNER
            .sign(r ->
                r.identity(Clients.CREDENTIALS.resolveCredentials())
                    .request(SdkHttpRequest.builder().method(method).uri(url).build())
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, Clients.REGION.id()))
            .request();
    var headers = new TreeMap<String, String>();
    signed.headers().forEach((name, values) -> headers.put(name, values.getFirst()));
    // The client sets it, and lets nobody else do so.
    headers.remove("Host");
    return headers;
  }
}
