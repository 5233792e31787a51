package io.partway.issueclaims;

import dagger.Component;
import io.partway.gateway.EventBoundary;
import io.partway.platform.PlatformModule;
import jakarta.inject.Singleton;

/// What the function is made of. It needs no machine: it calls nobody and remembers nothing.
@Singleton
@Component(modules = PlatformModule.class)
interface IssueClaimsComponent {
  EventBoundary boundary();
}
