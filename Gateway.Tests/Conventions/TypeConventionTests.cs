using System.Reflection;
using System.Runtime.CompilerServices;
using Gateway.JsonSchema;
using Gateway.Observability;
using Gateway.Outcomes;
using Gateway.Verification;

namespace Gateway.Tests.Conventions;

public sealed class TypeConventionTests
{
    private static readonly Type[] Types =
    [
        .. typeof(Verdict).Assembly.GetTypes().Concat(typeof(StrictJson).Assembly.GetTypes())
            .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !type.Name.Contains('<', StringComparison.Ordinal)
                && type.FullName?.StartsWith("System.", StringComparison.Ordinal) != true
                && type.FullName?.StartsWith("Microsoft.", StringComparison.Ordinal) != true),
    ];

    public static TheoryData<string> Stages =>
        [.. Enum.GetNames<StageName>().Where(name => name != nameof(StageName.None))];

    [Fact]
    public void Every_concrete_class_is_sealed() =>
        Assert.Empty(Types.Where(type => type is { IsClass: true, IsAbstract: false, IsSealed: false } && type.Name != "Program").Select(type => type.FullName));

    [Fact]
    public void The_gateway_exports_no_type_but_its_entry() =>
        Assert.Empty(Types.Where(type => type.IsPublic && type.Name != "Program").Select(type => type.FullName));

    [Fact]
    public void No_type_is_named_for_having_no_name() =>
        Assert.DoesNotContain(Types.Select(type => type.Name), name =>
            ((string[])["Helper", "Helpers", "Manager", "Util", "Utils", "Utility", "Utilities"]).Any(end => name.EndsWith(end, StringComparison.Ordinal)));

    [Fact]
    public void Every_log_event_has_an_id_of_its_own()
    {
        var ids = typeof(EventIds).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(
            field => field.Name, field => (int)field.GetRawConstantValue()!, StringComparer.Ordinal);

        Assert.NotEmpty(ids);
        Assert.Equal(ids.Count, ids.Values.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void Every_stage_name_has_its_folder_and_its_stage(string stage)
    {
        var type = Assert.Single(Types, type => type.IsAssignableTo(typeof(IVerificationStage)) && type.Name == $"{stage}Stage");

        Assert.Equal($"Gateway.Verification.{stage}", type.Namespace);
    }

    [Fact]
    public void Every_folder_of_stages_is_named_like_a_stage() =>
        Assert.Empty(Types.Where(type => type.IsAssignableTo(typeof(IVerificationStage)) && type.IsClass)
            .Select(type => type.Namespace![(type.Namespace!.LastIndexOf('.') + 1)..])
            .Except(Enum.GetNames<StageName>()));
}
