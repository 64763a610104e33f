using ContainerTools.Engine.Files;

namespace ContainerTools.Engine.Build;

/// <summary>A file or folder that this user may not read ends the build: leaving it out would change the image silently.</summary>
internal sealed class BuildContextProblems : LocalProblems
{
    public static EngineException Refusal(string path, Exception cause) => new("BuildContextUnreadable", ErrorCategory.ReadError, path,
        path.Contains('\uFFFD', StringComparison.Ordinal)
            ? $"'{path}' in the build context cannot be read: its name is not valid UTF-8. Rename it, or leave it out in .dockerignore."
            : $"'{path}' in the build context cannot be read: {cause.Message} Leave it out in .dockerignore if the image does not need it.", cause);

    public override void Unreadable(string path, Exception cause) => throw Refusal(path, cause);

    public override EngineException Broken(string path, Exception? cause) => cause is not null ? Refusal(path, cause) : new EngineException("BuildContextChanged", ErrorCategory.ReadError, path,
        $"'{path}' became shorter while it was sent. Build again when nothing writes to it, or leave it out in .dockerignore.");
}
