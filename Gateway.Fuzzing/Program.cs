using Gateway.Tests.Fuzzing;
using SharpFuzz;

// One target of Gateway.Tests/Fuzzing under AFL, which is led by the branches that an input takes: see fuzz.sh beside this.
if (args is not [var name] || !FuzzTargets.All.TryGetValue(name, out var create))
{
    await Console.Error.WriteLineAsync($"Name a target: {string.Join(", ", FuzzTargets.All.Keys)}.");
    return 2;
}

FuzzTarget? target = null;
Fuzzer.Run(stream =>
{
    target ??= create(); // Not before: what is instrumented writes into memory that is mapped by now.
    using var input = new MemoryStream();
    stream.CopyTo(input);
    target.Read(input.ToArray());
});
target?.Dispose();
return 0;
