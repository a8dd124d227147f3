using System.Runtime.CompilerServices;
using FsCheck;
using Microsoft.FSharp.Core;
using Xunit.Abstractions;

namespace Gateway.Tests.Support;

/// <summary>How properties are tried: with the run's own seed. What fails is shrunk and printed, its seed with it.</summary>
internal static class RepeatedCases
{
    public static Config Of(int cases, ITestOutputHelper output, [CallerMemberName] string test = "") =>
#pragma warning disable RS0030 // Do not use banned APIs: with a seed it may be used.
        Config.QuickThrowOnFailure.WithMaxTest(cases)
#pragma warning restore RS0030
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(Chance.For(output, test).Next()), FSharpOption<int>.None)));
}
