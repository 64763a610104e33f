namespace ContainerTools.Engine.Copying;

/// <summary>Where a copy arrives.</summary>
/// <param name="Folder">The directory that it is put into, and that has to be there.</param>
/// <param name="Name">What it is called there; <see langword="null"/> for what is in a directory and is put down without it.</param>
internal sealed record CopyPlan(string Folder, string? Name)
{
    /// <summary>The rules of <c>docker cp</c>: what is there already decides whether the copy goes into it, or gets its name.</summary>
    /// <exception cref="EngineException">The one cannot be copied to the other.</exception>
    public static CopyPlan Of(CopySource source, CopyTarget target)
    {
        if (target.IsDirectory) return new CopyPlan(target.Path, source.IsContent ? null : source.Name);
        if (target.Exists && (source.IsDirectory || target.End != PathEnd.Open))
        {
            throw new EngineException("CopyDirectoryToFile", ErrorCategory.InvalidArgument, target.Text, source.IsDirectory
                ? $"'{source.Text}' is a directory and '{target.Text}' is none, and a directory does not replace a file. Name a directory, or what is not there yet."
                : $"'{target.Text}' is no directory, though its end says so.");
        }
        if (target.End == PathEnd.Content || !source.IsDirectory && target.End == PathEnd.Directory)
        {
            throw new EngineException("CopyDestinationNotFound", ErrorCategory.ObjectNotFound, target.Text,
                $"There is no directory '{target.Text}' to put '{source.Text}' into. Make it first, or leave out what is at its end to give the copy that name.");
        }
        var (folder, name) = target.Split();
        return new CopyPlan(folder, name);
    }
}
