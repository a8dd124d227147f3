using Gateway.Delivery;
using Gateway.Intake;
using Gateway.Outcomes;
using Gateway.Reading;
using Gateway.Verification;
using Gateway.Verification.RateLimit;
using Gateway.Verification.Replay;
using Gateway.Verification.Schema;
using Gateway.Verification.Signature;
using Gateway.Verification.Signature.Content;
using Gateway.Verification.Values;

namespace Gateway.Configuration;

/// <summary>Compiles one route's <c>Verification</c> section over its preset into its policy.</summary>
internal sealed class RouteCompiler(
    PresetCatalog presets,
    GatewaySettings settings,
    ConfigurationFiles files,
    StageServices services,
    IReadOnlyList<string> clusters,
    ProblemList problems)
{
    /// <summary>The policy; null if a problem was reported.</summary>
    /// <param name="route">The route's name.</param>
    /// <param name="routeNode">The route as written.</param>
    /// <param name="cluster">The route's cluster.</param>
    /// <param name="delivery">How it delivers, if it queues.</param>
    public RoutePolicy? Compile(string route, ConfigurationNode routeNode, string? cluster, out DeliveryPolicy? delivery)
    {
        delivery = null;
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
        var config = new ConfigurationReader(problems).Read<VerificationConfig>(node);
        var context = new StageContext(
            route, config, node, problems, settings.Limits, settings.Client, files, services, new BodyPointers());
        ReportUnknownResponses(context);
        delivery = new DeliveryCompiler(context, clusters).Compile(cluster);
        var policy = config.Mode == VerificationMode.None ? CompileOpen(context) : CompileVerified(context);
        return problems.Count == before ? policy : null;
    }

    private RoutePolicy CompileVerified(StageContext context)
    {
        var timestamp = ReplayCompiler.ReadPolicy(context);
        var scheme = SignatureCompiler.ReadScheme(context, timestamp);
        var rules = RateLimitCompiler.ReadRules(context);
        var unverified = RateLimitCompiler.CompileUnverified(rules, context);
        var stages = StageOrder.Compile(context, scheme, timestamp, rules, unverified);
        return Policy(context, stages) with
        {
            UnverifiedBudget = unverified,
            Json = SchemaCompiler.CompileJson(context),
            Challenge = context.Config.Signature?.Algorithm == "basic" ? "Basic realm=\"webhooks\", charset=\"UTF-8\"" : null,
            KeySet = scheme?.Check.KeySet,
            ClientCertificate = scheme?.Certificate,
            TakesForwardedUrl = ForwardedUrl.IsMeantBy(context.Config.PublicUrl),
            Signer = ProviderSigner.Of(scheme, timestamp),
        };
    }

    private RoutePolicy CompileOpen(StageContext context)
    {
        if (string.IsNullOrWhiteSpace(context.Config.Reason))
        {
            context.Report("is required with \"Mode\": \"None\": say why this route may stand open.", "Reason");
        }

        foreach (var stage in Enum.GetNames<StageName>())
        {
            if (context.Node.Child(stage) is { IsNull: false })
            {
                context.Report("has no effect with \"Mode\": \"None\"; remove one of the two.", stage);
            }
        }

        return Policy(context, []);
    }

    private RoutePolicy Policy(StageContext context, IReadOnlyList<IVerificationStage> stages) => new()
    {
        Route = context.Route,
        Mode = context.Config.Mode ?? VerificationMode.Enforce,
        Provider = context.Config.Provider,
        Client = settings.Client,
        Config = context.Config,
        Pipeline = new VerificationPipeline(stages, context.Route, context.Services.Metrics, context.Services.Clock),
        BodyPointers = context.BodyPointers.Build(),
        UnverifiedBudget = null,
        Responses = context.Config.Responses ?? new Dictionary<string, ResponseConfig>(StringComparer.Ordinal),
        Signer = null,
    };

    private static void ReportUnknownResponses(StageContext context)
    {
        foreach (var (code, response) in context.Config.Responses ?? new Dictionary<string, ResponseConfig>(StringComparer.Ordinal))
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

            if (response.StatusCode is < 200 or > 599)
            {
                context.Report($"is {response.StatusCode}; use 200 to 599.", "Responses", code, "StatusCode");
            }
        }
    }
}
