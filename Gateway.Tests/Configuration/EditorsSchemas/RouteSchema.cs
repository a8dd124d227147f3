using System.Text.Json.Nodes;
using Gateway.Configuration;
using Gateway.Outcomes;
using Gateway.Verification.Signature;
using static Gateway.Tests.Configuration.EditorsSchemas.SchemaPart;

namespace Gateway.Tests.Configuration.EditorsSchemas;

/// <summary>What a route's <c>Verification</c> must have beside its form, with a preset and without.</summary>
internal static class RouteSchema
{
    /// <summary>What proves the sender by these signs no timestamp.</summary>
    private static readonly string[] WithoutStamp = ["shared-token", "basic", SignatureAlgorithms.ClientCertificate, SignatureAlgorithms.None];

    private static JsonObject IsOpen => With("Mode", Matching($"^{AnyCase("None")}$"), required: true);

    public static JsonObject Verification() => AllOf(
        Ref("Verification"),
        new JsonObject
        {
            ["type"] = "object",
            ["minProperties"] = 1,
            ["if"] = IsOpen,
            ["then"] = AllOf(
                Having("Reason"), With("Reason", Matching("\\S")),
                new JsonObject
                {
                    ["properties"] = new JsonObject(Enum.GetNames<StageName>().Select(stage => KeyValuePair.Create<string, JsonNode?>(stage, Null))),
                }),
            ["else"] = new JsonObject
            {
                ["if"] = Having("Provider"),
                ["then"] = If(With("Provider", Words(WithSecrets(), anyCase: false)), AllOf(Having("Signature"), With("Signature", HavingKey()))),
                ["else"] = AllOf(
                    Having("Signature"),
                    With("Signature", WrittenOut()),
                    With("Replay", Unless(Null, Having("Timestamp"))),
                    With("Events", Unless(Null, Having("Type"))),
                    With("Deduplication", Unless(Null, Having("Key"))),
                    If(With("Signature", IsAlgorithm(SignatureAlgorithms.None), required: true), Having("IpAllowList")),
                    If(With("Signature", IsAlgorithm(WithoutStamp), required: true), With("Replay", Null))),
            },
        },
        If(
            With("Mode", Matching($"^{AnyCase("Monitor")}$"), required: true),
            With("Delivery", With("Mode", Not(Matching($"^{AnyCase("Queue")}$"))))),
        If(
            With("Delivery", With("Mode", Matching($"^{AnyCase("Queue")}$"), required: true), required: true),
            With("Deduplication", With("OnStoreFailure", Not(Matching($"^{AnyCase("Forward")}$"))))),
        With("Delivery", If(
            Not(With("Mode", Matching($"^{AnyCase("Queue")}$"), required: true)),
            new JsonObject { ["additionalProperties"] = Null, ["properties"] = new JsonObject { ["Mode"] = true } })));

    /// <summary>The presets that leave their secrets to the route.</summary>
    private static IEnumerable<string> WithSecrets() => ShippedPresets.Names.Where(name =>
    {
        var signature = ShippedPresets.Find(name, "$")!.At("Signature");
        return signature.Child("Algorithm")?.Value is not (null or SignatureAlgorithms.None or SignatureAlgorithms.ClientCertificate)
            && signature.Child("KeySet") is null && signature.Child("Certificate") is null && signature.Child("Secrets") is null;
    });

    private static JsonObject HavingKey() => AnyOf(
        AllOf(Having("Secrets"), With("Secrets", Not(new JsonObject { ["type"] = "array", ["maxItems"] = 0 }))), Having("KeySet"), Having("Certificate"));

    private static JsonObject WrittenOut() => AllOf(
        Having("Algorithm"),
        Unless(IsAlgorithm(SignatureAlgorithms.None, SignatureAlgorithms.ClientCertificate), HavingKey()),
        Unless(
            IsAlgorithm([SignatureAlgorithms.None, SignatureAlgorithms.ClientCertificate, .. SignatureAlgorithms.Words.Where(word => SignatureAlgorithms.Find(word)?.From is not null)]),
            Having("From")),
        If(IsAlgorithm(SignatureAlgorithms.None), AllOf(Having("Reason"), With("Reason", Matching("\\S")))),
        If(IsAlgorithm(SignatureAlgorithms.ClientCertificate), Having("ClientCertificate")),
        AllOf(SignatureAlgorithms.Words.Select(word => If(IsAlgorithm(word), WithoutEffect(word)))));

    /// <summary>The keys that the algorithm has no use for, as <see cref="SignatureCompiler"/> has it.</summary>
    private static JsonObject WithoutEffect(string word)
    {
        string[] effective = SignatureAlgorithms.Find(word) is not { } algorithm ? word == SignatureAlgorithms.None ? [] : ["ClientCertificate"]
            : algorithm.From is null ? ["From", "Prefix", "Separator", "Secrets", "ClientCertificate", .. algorithm.Settings]
            : ["Secrets", "ClientCertificate", .. algorithm.Settings];
        return new JsonObject
        {
            ["properties"] = new JsonObject(new SignatureConfig().Optional
                .Where(optional => !effective.Contains(optional.Key, StringComparer.Ordinal))
                .Select(optional => KeyValuePair.Create<string, JsonNode?>(optional.Key, Null))),
        };
    }

    private static JsonObject IsAlgorithm(params IEnumerable<string> words) => With("Algorithm", Words(words, anyCase: false), required: true);

    private static JsonObject Unless(JsonNode exception, JsonNode rule) => new() { ["if"] = exception, ["else"] = rule };
}
