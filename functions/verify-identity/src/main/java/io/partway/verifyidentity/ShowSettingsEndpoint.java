package io.partway.verifyidentity;

import io.partway.core.settings.ChangeSettings;
import io.partway.core.settings.Settings;
import io.partway.gateway.Answer;
import io.partway.gateway.Call;
import io.partway.gateway.Endpoint;
import io.partway.gateway.EntityTag;
import jakarta.inject.Inject;

/// Shows what is set for the caller.
final class ShowSettingsEndpoint implements Endpoint {
  private final ChangeSettings settings;

  @Inject
  ShowSettingsEndpoint(ChangeSettings settings) {
    this.settings = settings;
  }

  @Override
  public Answer answer(Call call) {
    return call.query().unlessFaulty(() -> shown(settings.read(call.member())));
  }

  static Answer.Success shown(Settings settings) {
    return Answer.ok(SettingsView.of(settings))
        .with(EntityTag.HEADER, EntityTag.ofVersion(settings.version()));
  }
}
