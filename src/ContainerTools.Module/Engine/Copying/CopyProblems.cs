using ContainerTools.Engine.Files;

namespace ContainerTools.Engine.Copying;

/// <summary>A local file that cannot be read is told and left out; one that breaks off while it is sent ends the copy.</summary>
internal sealed class CopyProblems(Action<EngineException> tell) : LocalProblems
{
    public override void Unreadable(string path, Exception cause) => tell(new EngineException("FileUnreadable", ErrorCategory.ReadError, path,
        path.Contains('\uFFFD', StringComparison.Ordinal)
            ? $"'{path}' was not copied: its name is not valid UTF-8. Rename it."
            : $"'{path}' was not copied: {cause.Message}", cause));

    public override EngineException Broken(string path, Exception? cause) => new("CopyIncomplete", ErrorCategory.ReadError, path,
        $"'{path}' {(cause is null ? "became shorter while it was copied" : $"could not be read to its end: {cause.Message}")}. It is cut off where it was copied to, and what follows it was not copied.", cause);
}
