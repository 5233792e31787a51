"""moto's server on a free port, which also tells what was sent through it; python server.py [ADDRESS, else loopback's].

Prints its URL, then for each line read a line of JSON with all e-mails and text messages taken so far; ends with its input.
"""

import json
import logging
import sys

from moto.server import ThreadedMotoServer
from moto.ses.models import ses_backends
from moto.sns.models import sns_backends

ACCOUNT = "123456789012"


def emails():
    for backend in ses_backends[ACCOUNT].values():
        for message in backend.sent_messages:
            yield {
                "id": message.id,
                "from": message.source,
                "to": message.destinations.get("ToAddresses"),
                "subject": message.subject,
                "body": message.body,
            }


def texts():
    for backend in sns_backends[ACCOUNT].values():
        for message_id, (number, text) in backend.sms_messages.items():
            yield {"id": message_id, "to": number, "text": text}


logging.getLogger("werkzeug").setLevel(logging.ERROR)
address = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
server = ThreadedMotoServer(ip_address=address, port=0, verbose=False)
server.start()
print("http://%s:%d" % server.get_host_and_port(), flush=True)
for _ in sys.stdin:
    print(json.dumps({"emails": list(emails()), "texts": list(texts())}), flush=True)
server.stop()
