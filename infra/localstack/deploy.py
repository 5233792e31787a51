"""Deploys template.yaml into LocalStack, as `deploy` beside it says; runs in the AWS SAM CLI's own Python.

LocalStack resolves no references between a SAM template's resources before it has expanded it, so SAM's own translator does. What
has no provider in its community edition (HTTP API, Pipes) counts as made there, but nothing is.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

REGION = "eu-west-1"
STACK = "partway"
CODE = "partway-code"
ENDPOINT = sys.argv[1]
SEEN_BY_FUNCTIONS = sys.argv[2] if len(sys.argv) > 2 else ENDPOINT
PARAMETERS = {
    "Architecture": "arm64" if platform.machine() in ("aarch64", "arm64") else "x86_64",
    # With one of its own the stack would have a user pool, which LocalStack has none of.
    "JwtIssuer": "https://issuer.example",
    "SenderAddress": "no-reply@partway.example",
    # Nobody is called for what runs here.
    "Watch": "disabled",
}

os.environ.update(
    AWS_ENDPOINT_URL=ENDPOINT,
    AWS_ACCESS_KEY_ID="test",
    AWS_SECRET_ACCESS_KEY="test",
    AWS_DEFAULT_REGION=REGION,
    SAM_CLI_TELEMETRY="0",
)
os.environ.pop("AWS_SESSION_TOKEN", None)
os.environ.pop("AWS_PROFILE", None)

import boto3  # noqa: E402  (reads the environment)
from samcli.yamlhelper import yaml_parse  # noqa: E402


def output(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit("deploy: %s failed: %s" % (command[0], done.stderr.strip()))
    return done.stdout


def expanded(folder):
    """The CloudFormation of the template; the functions' packages lie in a bucket there."""
    packaged = str(Path(folder, "packaged.yaml"))
    package = ["sam", "package", "--template", "template.yaml", "--region", REGION]
    output(*package, "--s3-bucket", CODE, "--output-template-file", packaged)
    return yaml_parse(output(sys.executable, "infra/template/expand.py", packaged, REGION))


def redirect(template):
    """Has the functions call LocalStack wherever the template names an endpoint of AWS.

    Here and not by a parameter: nobody shall be able to point a deployed function somewhere else.
    """
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Lambda::Function":
            variables = resource["Properties"]["Environment"]["Variables"]
            for name in variables:
                if name.startswith("AWS_ENDPOINT_URL_"):
                    variables[name] = SEEN_BY_FUNCTIONS


def make_bucket(s3):
    if CODE not in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]:
        s3.create_bucket(Bucket=CODE, CreateBucketConfiguration={"LocationConstraint": REGION})


def failures(cloudformation):
    for event in cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]:
        if event["ResourceStatus"].endswith("FAILED"):
            yield "%s: %s" % (event["LogicalResourceId"], event.get("ResourceStatusReason"))


def main():
    s3 = boto3.client("s3")
    make_bucket(s3)
    with tempfile.TemporaryDirectory() as folder:
        template = expanded(folder)
    redirect(template)
    s3.put_object(Bucket=CODE, Key="template.json", Body=json.dumps(template))
    cloudformation = boto3.client("cloudformation")
    try:
        cloudformation.create_stack(
            StackName=STACK,
            # LocalStack fetches it from itself.
            TemplateURL="http://127.0.0.1:4566/%s/template.json" % CODE,
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in PARAMETERS.items()],
            Capabilities=["CAPABILITY_IAM"],
        )
    except cloudformation.exceptions.AlreadyExistsException:
        sys.exit("deploy: it has been deployed there before; start LocalStack anew")
    try:
        cloudformation.get_waiter("stack_create_complete").wait(
            StackName=STACK, WaiterConfig={"Delay": 1, "MaxAttempts": 300}
        )
    except Exception as failure:
        sys.exit("\n".join(["deploy: %s" % failure, *failures(cloudformation)]))
    resources = cloudformation.describe_stack_resources(StackName=STACK)["StackResources"]
    json.dump({"StackResources": resources}, sys.stdout, default=str)


if __name__ == "__main__":
    main()
