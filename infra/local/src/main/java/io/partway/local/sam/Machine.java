package io.partway.local.sam;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;

/// How containers find the machine that they run on.
///
/// @param listening the address that servers here have to listen on
/// @param called what containers call it
record Machine(String listening, String called) {
  private static final String BRIDGE_NAME = "{{index .Options \"com.docker.network.bridge.name\"}}";

  /// On Linux that is the address of the engine's bridge, which others do not reach. Where the
  /// engine runs in a virtual machine it has a name for the loopback of the real one.
  static Machine asContainersSeeIt() throws IOException {
    var bridge =
        NetworkInterface.getByName(
            SamEmulator.output(
                List.of("docker", "network", "inspect", "bridge", "--format", BRIDGE_NAME)));
    return bridge == null
        ? new Machine("127.0.0.1", "host.docker.internal")
        : bridge
            .inetAddresses()
            .filter(Inet4Address.class::isInstance)
            .map(InetAddress::getHostAddress)
            .findFirst()
            .map(address -> new Machine(address, address))
            .orElseThrow(() -> new IllegalStateException("the bridge of docker has no address"));
  }
}
