namespace Gateway.Tests.Fuzzing;

/// <summary>Something that reads what others write, and what has to hold whatever that is.</summary>
internal abstract class FuzzTarget : IDisposable
{
    /// <summary>Pieces that chance hardly puts together, to be inserted.</summary>
    public virtual string[] Fragments => [];

    /// <summary>What was last said of an input that was not understood, where anything was.</summary>
    public string Said { get; protected set; } = "";

    /// <summary>Whether what it allocates can be told, and is bounded: not where it works on other threads as well.</summary>
    public virtual bool IsMeasured => true;

    /// <summary>What reading so many bytes may allocate, far above what it does.</summary>
    public virtual long MostBytes(int length) => (64 * 1024) + (400L * length);

    /// <summary>Reads it, and fails where something does not hold. Whether it was understood, or accepted.</summary>
    public abstract bool Read(byte[] input);

    /// <summary>What the corpus begins with, written for the keys and the clock of this run; by default the file itself.</summary>
    public virtual byte[] Seed(byte[] file) => file;

    public virtual void Dispose()
    {
    }
}
