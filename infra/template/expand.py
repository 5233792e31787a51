"""Prints the CloudFormation that SAM makes of a template: expand.py TEMPLATE REGION. Runs in the AWS SAM CLI's own Python."""

import sys

from samcli.lib.translate.sam_template_validator import SamTemplateValidator
from samcli.yamlhelper import yaml_parse


class NoManagedPolicies:
    """Stands in for the list of AWS's managed policies, which SAM would ask AWS for."""

    def load(self):
        return {}


def main(path, region):
    with open(path, encoding="utf-8") as source:
        template = yaml_parse(source.read())
    validator = SamTemplateValidator(template, NoManagedPolicies(), region=region, parameter_overrides={})
    print(validator.get_translated_template_if_valid())


if __name__ == "__main__":
    main(*sys.argv[1:])
