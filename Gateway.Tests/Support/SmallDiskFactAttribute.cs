namespace Gateway.Tests.Support;

/// <summary>A test that needs a small disk, and is left out with a notice where none may be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.IsAllowed ? null! : "Only root may mount a file system.";
}
