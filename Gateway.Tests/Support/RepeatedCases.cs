using FsCheck;
using Microsoft.FSharp.Core;

namespace Gateway.Tests.Support;

/// <summary>How properties are tried: the same cases in every run. What fails is shrunk and printed, its seed with it.</summary>
internal static class RepeatedCases
{
    private const ulong Seed = 20261121;

    public static Config Of(int cases) => Config.QuickThrowOnFailure.WithMaxTest(cases)
        .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(Seed), FSharpOption<int>.None)));
}
