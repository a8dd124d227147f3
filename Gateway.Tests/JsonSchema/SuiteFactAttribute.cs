namespace Gateway.Tests.JsonSchema;

/// <summary>A test that needs the official suite, and is left out with a notice where that is not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SuiteFactAttribute : FactAttribute
{
    public SuiteFactAttribute() =>
        Skip = OfficialSuite.Folder is null ? $"Set {OfficialSuite.Variable} to the folder of the official suite." : null!;
}
