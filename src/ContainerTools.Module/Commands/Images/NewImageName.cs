namespace ContainerTools.Commands;

/// <summary>The name that a cmdlet is to give to the image that it makes, checked before anything is sent.</summary>
internal sealed record NewImageName(string Repository, string? Tag)
{
    public string Text => Tag is null ? Repository : $"{Repository}:{Tag}";

    /// <summary>Joins <c>-Repository</c>, which may have a tag in it as for docker, and <c>-Tag</c>; what is wrong ends the cmdlet.</summary>
    /// <returns><see langword="null"/> for an image without a name.</returns>
    public static NewImageName? Check(PSCmdlet cmdlet, string? repository, string? tag)
    {
        if (repository is null)
        {
            if (tag is not null) cmdlet.ThrowTerminatingError(Errors.InvalidArgument("TagWithoutRepository", tag, $"-Tag {tag} needs -Repository: a tag is one of a repository."));
            return null;
        }
        var text = tag is null ? repository : $"{repository}:{tag}";
        try
        {
            var whole = ImageReference.Parse(text);
            if (whole.Digest is null && (tag is null || ImageReference.Parse(repository).Tag is null)) return new NewImageName(whole.FamiliarName, whole.Tag);
        }
        catch (FormatException e)
        {
            cmdlet.ThrowTerminatingError(Errors.InvalidArgument("ImageReferenceInvalid", text, e.Message));
        }
        cmdlet.ThrowTerminatingError(Errors.InvalidArgument("ImageReferenceInvalid", text, $"'{text}' cannot name a new image: give one tag and no digest."));
        return null;
    }
}
