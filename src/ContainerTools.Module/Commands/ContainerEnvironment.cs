namespace ContainerTools.Commands;

/// <summary>The environment variables of a container or a command, and the labels of a container: those of files first, then those that were named.</summary>
internal static class ContainerEnvironment
{
    /// <returns>
    /// Pairs <c>NAME=value</c>. A name alone has been given this process's value; where there is none it stays alone, which unsets
    /// what the image sets, or in a file is left out.
    /// </returns>
    public static List<string> Resolve(PSCmdlet cmdlet, string[]? files, string[]? pairs) =>
        [.. Read(cmdlet, files, ContainerTools.EnvironmentFile.Read, "EnvironmentFileInvalid", "environment"), .. (pairs ?? []).Select(EnvironmentVariable.Resolve)];

    /// <returns>Pairs <c>key=value</c>. In a file a key alone is left out, as docker leaves it out.</returns>
    public static List<string> Labels(PSCmdlet cmdlet, string[]? files, string[]? pairs) =>
        [.. Read(cmdlet, files, file => ContainerTools.EnvironmentFile.Read(file, _ => null), "LabelFileInvalid", "label"), .. pairs ?? []];

    private static List<string> Read(PSCmdlet cmdlet, string[]? files, Func<string, IReadOnlyList<string>> read, string errorId, string kind)
    {
        var result = new List<string>();
        foreach (var file in files ?? [])
        {
            try
            {
                result.AddRange(read(cmdlet.GetUnresolvedProviderPathFromPSPath(file)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
            {
                cmdlet.ThrowTerminatingError(Errors.InvalidArgument(errorId, file, $"The {kind} file cannot be used: {e.Message}"));
            }
        }
        return result;
    }
}
