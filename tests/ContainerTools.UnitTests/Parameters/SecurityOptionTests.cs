namespace ContainerTools.UnitTests.Parameters;

public sealed class SecurityOptionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("security-option-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("seccomp=unconfined", "seccomp", "unconfined")]
    [InlineData("seccomp=builtin", "seccomp", "builtin")]
    [InlineData("apparmor=unconfined", "apparmor", "unconfined")]
    [InlineData("label=user:USER", "label", "user:USER")]
    [InlineData("label:disable", "label", "disable")]
    [InlineData("credentialspec=file://spec.json", "credentialspec", "file://spec.json")]
    [InlineData("no-new-privileges", "no-new-privileges", null)]
    [InlineData("no-new-privileges=true", "no-new-privileges", "true")]
    [InlineData("no-new-privileges:false", "no-new-privileges", "false")]
    [InlineData("systempaths=unknown", "systempaths", "unknown")]
    public void Options_pass_as_they_are(string text, string name, string? value)
    {
        var option = SecurityOption.Parse(text, _folder);
        Assert.Equal((name, value, text), (option.Name, option.Value, option.ToString()));
        Assert.False(option.IsUnconfinedSystemPaths);
    }

    [Fact]
    public void Unconfined_system_paths_are_the_clients_affair() => Assert.True(SecurityOption.Parse("systempaths=unconfined", _folder).IsUnconfinedSystemPaths);

    [Fact]
    public void A_seccomp_profile_is_inlined_letter_by_letter_without_white_space()
    {
        File.WriteAllText(Path.Combine(_folder, "profile.json"), "{\r\n\t\"b\" : [ 1.50, \"a \\\" b\\\\\" ],\n  \"a\": \"\\u00e9é \", \"n\": null }\n");
        const string Expected = "seccomp={\"b\":[1.50,\"a \\\" b\\\\\"],\"a\":\"\\u00e9é \",\"n\":null}";
        Assert.Equal(Expected, SecurityOption.Parse("seccomp=profile.json", _folder).ToString());
        Assert.Equal(Expected, SecurityOption.Parse("seccomp:./profile.json", _folder).ToString());
        Assert.Equal(Expected, SecurityOption.Parse("seccomp=" + Path.Combine(_folder, "profile.json"), "/").ToString());
        Assert.Equal(Expected, SecurityOption.Parse(Expected, "/").ToString());
    }

    [Fact]
    public void A_profile_that_cannot_be_used_is_refused()
    {
        File.WriteAllText(Path.Combine(_folder, "bad.json"), "{ \"a\": }");
        Assert.Contains("'missing.json' cannot be read", Assert.Throws<FormatException>(() => SecurityOption.Parse("seccomp=missing.json", _folder)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<FormatException>(() => SecurityOption.Parse("seccomp=.", _folder)).Message, StringComparison.Ordinal);
        Assert.Contains("'bad.json' is not JSON", Assert.Throws<FormatException>(() => SecurityOption.Parse("seccomp=bad.json", _folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("seccomp")]
    [InlineData("seccomp=")]
    [InlineData("=x")]
    [InlineData("label:")]
    public void What_has_no_value_is_refused(string text) =>
        Assert.Contains($"'{text}' is not a security option", Assert.Throws<FormatException>(() => SecurityOption.Parse(text, _folder)).Message, StringComparison.Ordinal);

    [Fact]
    public void Transformation_takes_text_only()
    {
        var options = Assert.IsType<SecurityOption[]>(new SecurityOptionTransformationAttribute().Transform(null, new[] { "label=disable", "no-new-privileges" }));
        Assert.Equal(["label=disable", "no-new-privileges"], options.Select(option => option.ToString()));
        Refused.By(new SecurityOptionTransformationAttribute(), new System.Collections.Hashtable { ["seccomp"] = "x" }, "A hashtable is not a security option");
    }
}
