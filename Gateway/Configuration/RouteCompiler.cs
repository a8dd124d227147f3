using System.Collections.Frozen;
using System.Globalization;
using Gateway.Attestation;
using Gateway.Captures;
using Gateway.Delivery;
using Gateway.Expectations;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Reading;
using Gateway.Verification;
using Gateway.Verification.Body;
using Gateway.Verification.Schema;
using Gateway.Verification.Signature;
using Gateway.Verification.Values;

namespace Gateway.Configuration;

/// <summary>Compiles one route's <c>Verification</c> section over its preset.</summary>
internal sealed class RouteCompiler(
    PresetCatalog presets,
    GatewaySettings settings,
    ConfigurationFiles files,
    StageServices services,
    IReadOnlyList<string> clusters,
    ProblemList problems)
{
    /// <summary>What becomes of the headers of routes that read the same ones: thousands of a preset do.</summary>
    private readonly Dictionary<string, (HeaderSpellings Spellings, FrozenSet<string> Names)> _headers = new(StringComparer.Ordinal);

    /// <summary>The route; null if a problem was reported.</summary>
    /// <param name="route">The route's name.</param>
    /// <param name="routeNode">The route as written.</param>
    /// <param name="cluster">The route's cluster.</param>
    public CompiledRoute? Compile(string route, ConfigurationNode routeNode, string? cluster)
    {
        var before = problems.Count;
        var written = routeNode.ChildOrEmpty("Verification");
        if (written.Children.Count == 0)
        {
            problems.Add(
                written,
                "is missing; nothing is open by accident. Verify the route, or let it through on purpose with "
                + "{ \"Mode\": \"None\", \"Reason\": \"...\" }.");
            return null;
        }

        var node = presets.Under(written);
        var config = new ConfigurationReader(GatewayTypes.All, problems).Read<VerificationConfig>(node);
        var context = new StageContext(
            route, new SectionContext(node, problems, files), settings.Limits, settings.ClientResolver, services, new BodyPointers())
        {
            HasToken = config.Signature?.HasToken == true,
            HasPinnedType = config.Body?.ContentTypes is { Count: > 0 },
            Store = settings.Storage.Provider,
            HasEncryptionKeys = settings.EncryptionKeys.Count > 0,
            Queues = config.Delivery?.Mode == DeliveryMode.Queue,
            Path = routeNode.At("Match", "Path").Value,
        };
        ReportUnknownResponses(context, config);
        var (mode, monitored) = ModeCompiler.Compile(context, config.Mode);
        context = context with { Monitored = monitored };
        var deliveries = new DeliveryCompiler(context, clusters, hasType: config.Events?.Type is not null);
        var delivery = deliveries.Compile(
            config.Delivery, monitored.Count > 0 ? VerificationMode.Monitor : mode, cluster);
        if (!presets.IsWhole(written))
        {
            return null; // Said where it is named, and nothing that the preset would have brought is missing.
        }

        var compiled = mode == VerificationMode.None
            ? CompileOpen(context, config)
            : CompileVerified(context, config, routeNode, mode, deliveries);
        var expectation = ExpectCompiler.Compile(context.Section, config.Expect, compiled.Checks.Pipeline.AsksForProof);
        var attestation = CompileAttestation(context, config.Attestation, mode);
        return problems.Count == before ? compiled with { Delivery = delivery, Attestation = attestation, Expectation = expectation } : null;
    }

    /// <summary>An open route has verified nothing that it could attest.</summary>
    private AttestationPolicy? CompileAttestation(StageContext context, AttestationConfig? config, VerificationMode mode)
    {
        if (mode != VerificationMode.None)
        {
            return config is null ? settings.Attestation : AttestationCompiler.Compile(context.Section.At("Attestation"), config);
        }

        if (config is not null)
        {
            context.Report("has no effect with \"Mode\": \"None\"; remove one of the two.", "Attestation");
        }

        return null;
    }

    private CompiledRoute CompileVerified(
        StageContext context, VerificationConfig config, ConfigurationNode routeNode, VerificationMode mode, DeliveryCompiler deliveries)
    {
        var stages = StageOrder.Compile(context, config);
        var (spellings, read) = HeadersOf(context.Section.Node, routeNode);
        deliveries.CheckSigned(stages.Scheme?.Signed);
        return new CompiledRoute
        {
            Policy = Policy(context, config, mode) with
            {
                Monitored = context.Monitored,
                LetsUnprovenOn = mode == VerificationMode.Monitor || context.Monitored.Contains(StageName.Signature)
                    || (context.Monitored.Contains(StageName.IpAllowList) && stages.Scheme is null),
                Spellings = spellings,
                Json = SchemaCompiler.CompileJson(context, config.Schema?.Json),
                AllowsMalformedJson = config.Schema?.Json?.AllowMalformed == true,
                Decoding = BodyCompiler.CompileDecoding(context, config.Body),
                Challenge = config.Signature?.Algorithm == "basic" ? "Basic realm=\"webhooks\", charset=\"UTF-8\"" : null,
            },
            Checks = new RouteChecks
            {
                Pipeline = Pipeline(context, stages.Stages),
                UnverifiedBudget = stages.UnverifiedBudget,
                ProvenBudget = stages.ProvenBudget,
                ClientCertificate = stages.Scheme?.Certificate,
            },
            Capture = CapturePolicyCompiler.Compile(
                config.Capture, config.Signature, config.Handshake, read, (reference, taker) => files.ResolveSecret(reference, out _, taker)),
            Config = config,
            Signer = ProviderSigner.Of(stages.Scheme, stages.Timestamp),
            KeySets = stages.Scheme?.Check.KeySets ?? [],
            AreKeysFetched = stages.Scheme?.Check.AreKeysFetched == true,
            Tenants = stages.Scheme?.Check.Tenants,
            TenantSecrets = stages.Scheme?.Check.Judge,
        };
    }

    private CompiledRoute CompileOpen(StageContext context, VerificationConfig config)
    {
        if (string.IsNullOrWhiteSpace(config.Reason))
        {
            context.Report("is required with \"Mode\": \"None\": say why this route may stand open.", "Reason");
        }

        if (config.Capture is not null)
        {
            context.Report("has no effect with \"Mode\": \"None\"; remove one of the two.", "Capture");
        }

        foreach (var stage in Enum.GetNames<StageName>())
        {
            if (context.Section.Node.Child(stage) is { IsNull: false })
            {
                context.Report("has no effect with \"Mode\": \"None\"; remove one of the two.", stage);
            }
        }

        return new CompiledRoute
        {
            Policy = Policy(context, config, VerificationMode.None),
            Checks = new RouteChecks { Pipeline = Pipeline(context, StageList.None) },
            Capture = CapturePolicy.None,
            Config = config,
        };
    }

    private (HeaderSpellings Spellings, FrozenSet<string> Names) HeadersOf(ConfigurationNode verification, ConfigurationNode route)
    {
        var read = HeadersRead(verification, route);
        var key = string.Join('\n', read);
        if (!_headers.TryGetValue(key, out var known))
        {
            _headers[key] = known = (
                new HeaderSpellings(read.Append(settings.ClientResolver.Header)), read.ToFrozenSet(StringComparer.OrdinalIgnoreCase));
        }

        return known;
    }

    /// <summary>Every header that the section names, its preset's part included, and those that the route is matched by.</summary>
    private static HashSet<string> HeadersRead(ConfigurationNode verification, ConfigurationNode route)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        AddNamed(verification, names);
        names.UnionWith(route.At("Match", "Headers").Children.Values.Select(header => header.Child("Name")?.Value).OfType<string>());
        return names;
    }

    /// <summary>In values, and in keys, which configuration takes apart at their colons. Without queries: this is a part of what ten thousand routes take.</summary>
    private static void AddNamed(ConfigurationNode node, HashSet<string> names)
    {
        foreach (var (key, child) in node.Children)
        {
            if (HeaderSpellings.IsSource(key))
            {
                names.UnionWith(child.Children.Keys.SelectMany(name => HeaderSpellings.NamedIn($"{key}:{name}")));
            }

            AddNamed(child, names);
        }

        if (node.Value is { } text)
        {
            names.UnionWith(HeaderSpellings.NamedIn(text));
        }
    }

    /// <summary>After the stages: those say which places of the body they read.</summary>
    private RoutePolicy Policy(StageContext context, VerificationConfig config, VerificationMode mode) => new()
    {
        Route = context.Route,
        Mode = mode,
        Provider = config.Provider,
        ClientResolver = settings.ClientResolver,
        BodyPointers = context.BodyPointers.Build(),
        OverrideHeaders = OverrideHeaders(context, config),
        Responses = config.Responses ?? new Dictionary<string, ResponseConfig>(StringComparer.Ordinal),
    };

    private static FrozenSet<string> OverrideHeaders(StageContext context, VerificationConfig config)
    {
        foreach (var (index, name) in (config.OverrideHeaders ?? []).Index())
        {
            if (!OverridingHeaders.All.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                context.Report(
                    $"'{name}' is not a header that is removed.{NearestName.Suggest(name, [.. OverridingHeaders.All])} Removed are "
                    + $"{string.Join(", ", OverridingHeaders.All.Order(StringComparer.Ordinal))}.",
                    "OverrideHeaders", index.ToString(CultureInfo.InvariantCulture));
            }
        }

        return (config.OverrideHeaders ?? []).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    private static VerificationPipeline Pipeline(StageContext context, StageList stages) =>
        new(stages, context.Services.Metrics, context.Services.Clock, context.Monitored);

    private static void ReportUnknownResponses(StageContext context, VerificationConfig config)
    {
        foreach (var (code, response) in config.Responses ?? new Dictionary<string, ResponseConfig>(StringComparer.Ordinal))
        {
            var codes = Outcome.All.Where(outcome => outcome.Kind is OutcomeKind.Refusal or OutcomeKind.Status)
                .Select(outcome => outcome.Code)
                .ToList();
            if (!codes.Contains(code, StringComparer.Ordinal))
            {
                context.Report(
                    $"is not an outcome the gateway answers.{NearestName.Suggest(code, codes)} Known: {string.Join(", ", codes)}.",
                    "Responses", code);
            }

            if (response.ContentType is { } type && !MediaType.IsContentType(type))
            {
                context.Report($"'{type}' is not a media type; write one such as text/plain or application/json.", "Responses", code, "ContentType");
            }

            if (response.StatusCode is < 200 or > 599)
            {
                context.Report($"is {response.StatusCode}; use 200 to 599.", "Responses", code, "StatusCode");
            }
        }
    }
}
