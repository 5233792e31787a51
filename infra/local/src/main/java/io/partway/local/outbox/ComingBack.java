package io.partway.local.outbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.partway.core.message.Message;

/// What SES tells of a mail that came back, as an event of the account's default bus.
final class ComingBack {
  private ComingBack() {}

  static ObjectNode bounce(String messageId, String mailSet, Message message) {
    var event = event("Email Bounced", "Bounce", messageId, mailSet, message);
    detail(event)
        .putObject("bounce")
        .put("bounceType", "Permanent")
        .put("bounceSubType", "General")
        .putArray("bouncedRecipients")
        .addObject()
        .put("emailAddress", message.to())
        .put("action", "failed")
        .put("status", "5.1.1");
    return event;
  }

  static ObjectNode complaint(String messageId, String mailSet, Message message) {
    var event = event("Email Complaint Received", "Complaint", messageId, mailSet, message);
    detail(event)
        .putObject("complaint")
        .put("complaintFeedbackType", "abuse")
        .putArray("complainedRecipients")
        .addObject()
        .put("emailAddress", message.to());
    return event;
  }

  private static ObjectNode event(
      String detailType, String eventType, String messageId, String mailSet, Message message) {
    var event = JsonNodeFactory.instance.objectNode();
    event.put("source", "aws.ses").put("detail-type", detailType);
    var mail = event.putObject("detail").put("eventType", eventType).putObject("mail");
    mail.put("messageId", messageId).putArray("destination").add(message.to());
    var tags = mail.putObject("tags");
    tags.putArray("ses:configuration-set").add(mailSet);
    tags.putArray("about").add(message.topic().about());
    if (message.topic().audience() != null) {
      tags.putArray("audience").add(message.topic().audience());
    }
    return event;
  }

  private static ObjectNode detail(ObjectNode event) {
    return (ObjectNode) event.get("detail");
  }
}
