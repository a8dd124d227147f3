using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Xunit.Abstractions;

namespace Gateway.Tests.Support;

/// <summary>
/// Where every test takes its chance from: one seed a run, printed with each test that uses it. <c>TEST_SEED</c> set to it repeats
/// what that test did, alone or among others.
/// </summary>
internal sealed class Chance
{
    private const string Variable = "TEST_SEED";

    private readonly Lock _gate = new();
    private ulong _state;

    private Chance(ulong state) => _state = state;

#pragma warning disable RS0030 // Do not use banned APIs: this is where the one seed comes from.
    private static ulong Seed { get; } =
        ulong.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : (ulong)RandomNumberGenerator.GetInt32(int.MaxValue);
#pragma warning restore RS0030

    /// <param name="output">Where the seed is printed.</param>
    /// <param name="test">By which tests differ that have the same seed.</param>
    public static Chance For(ITestOutputHelper output, [CallerMemberName] string test = "")
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Variable}={Seed} repeats it."));
        var state = Seed;
        foreach (var letter in test)
        {
            state = (state ^ letter) * 0x0000_0100_0000_01B3; // FNV-1a
        }

        return new Chance(state);
    }

    public ulong Next()
    {
        lock (_gate)
        {
            // SplitMix64.
            var next = _state += 0x9E37_79B9_7F4A_7C15;
            next = (next ^ (next >> 30)) * 0xBF58_476D_1CE4_E5B9;
            next = (next ^ (next >> 27)) * 0x94D0_49BB_1331_11EB;
            return next ^ (next >> 31);
        }
    }

    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public TimeSpan Below(TimeSpan bound) => TimeSpan.FromTicks((long)(Next() % (ulong)bound.Ticks));
}
