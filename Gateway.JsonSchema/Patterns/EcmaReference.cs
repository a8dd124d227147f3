using System.Runtime.InteropServices;

namespace Gateway.JsonSchema.Patterns;

/// <summary>A place of a pattern that asks what a group has matched.</summary>
/// <param name="Number">The group's number, or 0 if it is asked for by name.</param>
/// <param name="Name">The group's name, or empty.</param>
/// <param name="Parent">The group that the reference stands in.</param>
/// <param name="Alternative">In which of its alternatives.</param>
/// <param name="Opened">How many groups are opened before it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EcmaReference(int Number, string Name, EcmaGroup Parent, int Alternative, int Opened);
