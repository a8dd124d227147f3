namespace Gateway.Intake;

/// <summary>Where a field stands in a body: its name, and its value.</summary>
/// <param name="Start">Where the name begins.</param>
/// <param name="NameEnd">Where it ends.</param>
/// <param name="ValueStart">Where the value begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="IsFile">Whether it is no text, such as an attachment: it has no value here, and who reads it by its name finds something.</param>
internal readonly record struct FormField(int Start, int NameEnd, int ValueStart, int End, bool IsFile = false);
