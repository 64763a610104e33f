namespace ContainerTools.Commands;

/// <summary>The environment variables of a container or a command: those of files first, then those that were named.</summary>
internal static class ContainerEnvironment
{
    /// <returns>
    /// Pairs <c>NAME=value</c>. A name alone has been given this process's value; where there is none it stays alone, which unsets
    /// what the image sets, or in a file is left out.
    /// </returns>
    public static List<string> Resolve(PSCmdlet cmdlet, string[]? files, string[]? pairs)
    {
        var result = new List<string>();
        foreach (var file in files ?? [])
        {
            try
            {
                result.AddRange(ContainerTools.EnvironmentFile.Read(cmdlet.GetUnresolvedProviderPathFromPSPath(file)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
            {
                cmdlet.ThrowTerminatingError(Errors.InvalidArgument("EnvironmentFileInvalid", file, $"The environment file cannot be used: {e.Message}"));
            }
        }
        result.AddRange((pairs ?? []).Select(EnvironmentVariable.Resolve));
        return result;
    }
}
