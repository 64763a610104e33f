namespace ContainerTools.Engine.Files;

/// <summary>Memory for something that should be small, and is refused if it is not.</summary>
internal sealed class BoundedMemory(int limit) : MemoryStream
{
    // The other ways to write lead here.
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Length + count > limit) throw new FullException();
        base.Write(buffer, offset, count);
    }

    public sealed class FullException() : Exception("the memory for it is full");
}
