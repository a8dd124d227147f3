using Gateway.Verification.Signature;
using Gateway.Verification.Signature.Keys;
using Gateway.Verification.Values;

namespace Gateway.Tests.Conventions;

/// <summary>Kinds are told apart by what their contract says, and not by asking which they are.</summary>
public sealed class TypeTestConventionTests
{
    /// <summary>Contracts whose implementations nobody asks for.</summary>
    private static readonly Type[] Closed =
        [typeof(ISignatureKey), typeof(ISignatureAlgorithm), typeof(IKeyForm), typeof(IKeySource<>), typeof(ISignatureVerifier<>), typeof(ISenderCheck)];

    [Fact]
    public void A_key_and_what_goes_with_it_keep_their_type() =>
        Assert.DoesNotContain(TestedTypes.In(typeof(ISignatureKey).Assembly), pair => Closed.Any(contract => Is(pair.Tested, contract)));

    [Fact]
    public void Nothing_but_its_own_folder_knows_which_kind_of_place_a_value_stands_at() =>
        Assert.DoesNotContain(TestedTypes.In(typeof(IValueSource).Assembly), pair =>
            pair.Tested.IsClass && Is(pair.Tested, typeof(IValueSource)) && pair.Tester.Namespace != typeof(IValueSource).Namespace);

    [Theory]
    [InlineData(typeof(Version))]
    [InlineData(typeof(Uri))]
    [InlineData(typeof(string))]
    [InlineData(typeof(Exception))]
    [InlineData(typeof(Delegate))]
    [InlineData(typeof(Guid))]
    public void Any_way_to_ask_for_a_type_is_seen(Type type) =>
        Assert.Contains((typeof(TypeTestConventionTests), type), TestedTypes.In(typeof(TypeTestConventionTests).Assembly));

    /// <summary>What the test above has to see.</summary>
    internal static object? Ask(object value, object[] values) => value switch
    {
        Version => "version",
        _ when value as Uri is { } uri => uri,
        _ when value.GetType() == typeof(Guid) => "guid",
        _ when values.OfType<Exception>().Any() => values.Count(each => each is Delegate),
        _ => (string)value,
    };

    private static bool Is(Type type, Type contract) =>
        type.GetInterfaces().Append(type).Any(each => each == contract || (each.IsGenericType && each.GetGenericTypeDefinition() == contract));
}
