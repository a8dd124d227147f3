namespace Gateway.Tests.JsonSchema;

/// <summary>A test over the files of the official suite, left out with a notice where that is not at hand.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SuiteTheoryAttribute : TheoryAttribute
{
    public SuiteTheoryAttribute() =>
        Skip = OfficialSuite.Folder is null ? $"Set {OfficialSuite.Variable} to the folder of the official suite." : null!;
}
