using Gateway.Admin;
using Gateway.Admin.Access;
using Gateway.Alarms;
using Gateway.Attestation;
using Gateway.Captures;
using Gateway.Delivery.Stored;
using Gateway.Intake;
using Gateway.Reading;
using Gateway.Storage;

namespace Gateway.Configuration;

/// <summary>Compiles the <c>Gateway</c> section, each part of it where it belongs.</summary>
internal static class SettingsCompiler
{
    public static GatewaySettings Compile(SectionContext gateway)
    {
        var config = new ConfigurationReader(GatewayTypes.All, gateway.Problems).Read<GatewayConfig>(gateway.Node);
        return new GatewaySettings(
            AdminCompiler.Compile(
                gateway.At("Admin"), config.Admin,
                hasToken: (config.Admin?.Token ?? config.Tokens?.Scrape ?? config.Tokens?.Read ?? config.Tokens?.Act) is not null),
            TokensCompiler.Compile(gateway, config.Admin?.Token, config.Tokens),
            ClientAddressCompiler.Compile(gateway.At("Client"), config.Client),
            StorageCompiler.Compile(gateway, config.Storage, config.Redis),
            LimitsCompiler.Compile(gateway.At("Limits"), config.Limits, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
            EncryptionKeyCompiler.Compile(gateway.At("Storage", "EncryptionKeys"), config.Storage?.EncryptionKeys),
            CaptureCompiler.Compile(
                gateway.At("Captures"), config.Captures, hasEncryptionKeys: config.Storage?.EncryptionKeys is { Count: > 0 }),
            AlarmCompiler.Compile(gateway.At("Alarms"), config.Alarms),
            AttestationCompiler.Compile(gateway.At("Attestation"), config.Attestation));
    }
}
