from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = "Программы"

    def ready(self):
        from records.registers import declare

        from .network_registers import NETWORK_REGISTERS
        from .provider_registers import PROVIDER_REGISTERS
        from .registers import PROGRAM_REGISTERS

        declare(*PROGRAM_REGISTERS, *NETWORK_REGISTERS, *PROVIDER_REGISTERS)
