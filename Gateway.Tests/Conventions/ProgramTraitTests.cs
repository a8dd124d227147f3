using Gateway.Tests.Conventions.References;
using Gateway.Tests.Support;

namespace Gateway.Tests.Conventions;

/// <summary>What starts the program is marked, or another build of it would be spared that test.</summary>
public sealed class ProgramTraitTests
{
    [Fact]
    public void Every_test_that_starts_the_program_is_marked_and_no_other()
    {
        using var assembly = File.OpenRead(typeof(ProgramTraitTests).Assembly.Location);
        var references = CompiledReferences.Read(assembly).ToLookup(reference => reference.To, reference => reference.From);
        var starting = new HashSet<TypeName>();
        Reach(new TypeName(typeof(ProgramTraitTests).Assembly.GetName().Name + ".Support", nameof(GatewayProgram)));

        Assert.Equal(
            starting.Where(type => type.Name.EndsWith("Tests", StringComparison.Ordinal)).Select(type => type.ToString()).Order(StringComparer.Ordinal),
            typeof(ProgramTraitTests).Assembly.GetTypes().Where(IsMarked).Select(type => new TypeName(type.Namespace!, type.Name).ToString()).Order(StringComparer.Ordinal));

        void Reach(TypeName to)
        {
            foreach (var from in references[to].Where(from => from != to && starting.Add(from)))
            {
                Reach(from);
            }
        }
    }

    private static bool IsMarked(Type type) => type.CustomAttributes.Any(attribute =>
        attribute.AttributeType == typeof(TraitAttribute) && attribute.ConstructorArguments is [{ Value: GatewayProgram.Trait }, { Value: GatewayProgram.Kind }]);
}
