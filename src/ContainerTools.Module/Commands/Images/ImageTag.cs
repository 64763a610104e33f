using ContainerTools.Engine;

namespace ContainerTools.Commands;

/// <summary>The names that cmdlets give to images and take from them: a reference, or <c>:tag</c> for one in the image's own repository.</summary>
internal static class ImageTag
{
    /// <summary>Refuses what can be no tag; that ends the cmdlet.</summary>
    /// <param name="patterns">Whether wildcards may stand for several.</param>
    public static void Check(PSCmdlet cmdlet, IEnumerable<string> tags, bool patterns)
    {
        foreach (var tag in tags)
        {
            if (patterns && WildcardPattern.ContainsWildcardCharacters(tag)) continue;
            try
            {
                if (ImageReference.Parse(IsShort(tag) ? "repository" + tag : tag).Digest is null) continue;
            }
            catch (FormatException e)
            {
                cmdlet.ThrowTerminatingError(Errors.InvalidArgument("ImageReferenceInvalid", tag, IsShort(tag) ? $"'{tag}' is not a tag: after the colon it has letters, digits, '_', '.' and '-', 128 at most." : e.Message));
            }
            cmdlet.ThrowTerminatingError(Errors.InvalidArgument("ImageReferenceInvalid", tag, $"'{tag}' has a digest, which nobody can give or take: a tag has none."));
        }
    }

    /// <summary>The reference that a tag means for an image; <see langword="null"/> for a short one where the image is in no repository.</summary>
    public static string? Resolve(string tag, ImageTarget image) => !IsShort(tag) ? tag : RepositoryOf(image) is { } repository ? repository + tag : null;

    private static string? RepositoryOf(ImageTarget image)
    {
        // What a user wrote may be an id, or the beginning of one, which looks like a name.
        var name = image.Reference.IsObject ? image.Reference.IsUnnamed ? null : image.Name
            : image.Reference.IsPattern ? image.Name
            : image.Known is { Repository: not null } known ? known.Name : null;
        return ImageReference.TryParse(name, out var reference) ? reference.FamiliarName : null;
    }

    private static bool IsShort(string tag) => tag.StartsWith(':');
}
