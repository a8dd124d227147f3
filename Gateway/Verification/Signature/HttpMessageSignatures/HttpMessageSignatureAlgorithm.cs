using System.Globalization;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Signature.Keys.PublicKeys;
using Gateway.Verification.Values;

namespace Gateway.Verification.Signature.HttpMessageSignatures;

/// <summary><c>http-message-signatures</c>: RFC 9421, the body bound by RFC 9530.</summary>
internal sealed class HttpMessageSignatureAlgorithm : ISignatureAlgorithm
{
    private const string Shared = "hmac-sha256";

    private static readonly Dictionary<string, PublicKeyAlgorithm> PublicKeys = new(StringComparer.Ordinal)
    {
        ["ed25519"] = PublicKeyAlgorithms.Ed25519,
        ["ecdsa-p256-sha256"] = PublicKeyAlgorithms.EcdsaP256Sha256P1363,
        ["rsa-pss-sha512"] = PublicKeyAlgorithms.RsaPssSha512,
        ["rsa-v1_5-sha256"] = PublicKeyAlgorithms.RsaSha256,
    };

    /// <summary>As RFC 9421 and configuration name what signs.</summary>
    public static IReadOnlyList<string> Words { get; } = [Shared, .. PublicKeys.Keys];

    /// <summary>What a signature covers at least where the route does not say.</summary>
    public static IReadOnlyList<string> DefaultComponents { get; } = ["@method", "@target-uri"];

    public IReadOnlyList<string> Settings { get; } = ["MessageSignature", "Key", "KeyPrefix", "KeySet", "KeySetRefresh"];

    public string From => "header:Signature";

    public IKeyForm? Compile(SignatureContext context)
    {
        var config = context.Config.MessageSignature ?? new MessageSignatureConfig();
        var required = ReadComponents(context, config);
        var signed = Covered(required);
        var url = ReadUrl(context);
        ReportTimestamp(context, signed);
        var agents = config.Agents is { Count: > 0 } listed ? listed : null;
        var policy = url is null
            ? null
            : new MessagePolicy(config.Algorithm ?? "", required, config.Label, config.Tag, url) { NeedsAgent = agents is not null };
        if (config.Algorithm == Shared && agents is not null)
        {
            context.Report("are of public keys; with hmac-sha256 whoever reads a directory can sign.", "MessageSignature", "Agents");
        }

        return config.Algorithm == Shared ? SharedForm(context, policy, signed) : PublicForm(context, config, policy, signed);
    }

    private static KeyForm<IMessageKey>? SharedForm(SignatureContext context, MessagePolicy? policy, SignedValues signed)
    {
        if (context.Config.KeySet is not null)
        {
            context.Report("is for public keys; use 'Secrets' with hmac-sha256.", "KeySet");
        }

        return KeyText.Read(context) is { } key && policy is not null
            ? new KeyForm<IMessageKey>(
                text => new SharedMessageKey(key.Decode(text), new MessageWriter(policy)), new MessageVerifier(policy), signed)
            : null;
    }

    private static IKeyForm? PublicForm(
        SignatureContext context, MessageSignatureConfig config, MessagePolicy? policy, SignedValues signed)
    {
        if (config.Algorithm is null || !PublicKeys.TryGetValue(config.Algorithm, out var algorithm))
        {
            var found = config.Algorithm is null ? "is missing" : $"found '{config.Algorithm}'";
            context.Report($"{found}; expected {string.Join(", ", Words)}.", "MessageSignature", "Algorithm");
            return null;
        }

        if (config.Agents is { Count: > 0 } agents)
        {
            return policy is null
                ? null
                : new AgentForm(
                    agents, webKey => webKey.Info is { } info ? new PublicMessageKey(algorithm.Import(info)) : null, new MessageVerifier(policy), signed);
        }

        return PublicKeyText.Read(context, algorithm) is { } key && policy is not null
            ? new KeyForm<IMessageKey>(text => new PublicMessageKey(algorithm.Import(key.Decode(text))), new MessageVerifier(policy), signed)
            {
                ReadWebKey = webKey => webKey.Info is { } info ? new PublicMessageKey(algorithm.Import(info)) : null,
            }
            : null;
    }

    private static List<Component> ReadComponents(SignatureContext context, MessageSignatureConfig config)
    {
        var components = new List<Component>();
        foreach (var (index, written) in (config.Components ?? DefaultComponents).Index())
        {
            var at = index.ToString(CultureInfo.InvariantCulture);
            if (Component.Parse(written) is not { } component)
            {
                context.Report($"found '{written}'; expected {Component.Names}.", "MessageSignature", "Components", at);
            }
            else if (components.Contains(component))
            {
                context.Report($"'{written}' stands twice.", "MessageSignature", "Components", at);
            }
            else
            {
                components.Add(component);
            }
        }

        if (components.Count > SignatureInput.MostComponents)
        {
            context.Report($"are more than {SignatureInput.MostComponents}.", "MessageSignature", "Components");
        }

        return components;
    }

    private static Content.IPublicUrl? ReadUrl(SignatureContext context)
    {
        if (context.PublicUrl is null)
        {
            context.Stage.Report(
                "is required with the algorithm 'http-message-signatures': the URL registered at the provider, which is what is signed, or 'forwarded'.",
                "PublicUrl");
        }

        return context.Url();
    }

    private static void ReportTimestamp(SignatureContext context, SignedValues signed)
    {
        if (!context.HasReplay)
        {
            context.Stage.Report(
                "is missing, so that a captured webhook could be sent again for ever; write { \"Timestamp\": \"signature:created\" }.",
                "Replay");
        }

        context.ReportUnsignedTimestamp(signed, "Use \"signature:created\".");
    }

    /// <summary>What every signature covers that is accepted; one may cover more.</summary>
    private static SignedValues Covered(List<Component> required)
    {
        var named = new List<IValueSource>(SignatureParameterSource.Names.Select(name => new SignatureParameterSource(name)));
        var coversQuery = false;
        foreach (var component in required)
        {
            coversQuery |= component.Name is "@target-uri" or "@request-target" or "@query";
            if (component.Name[0] != '@' && component is { Key: null, IsStructured: false })
            {
                named.Add(new HeaderSource(component.Name));
            }
        }

        return new SignedValues(Body: true, coversQuery, named);
    }
}
