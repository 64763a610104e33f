using System.Text;

namespace ContainerTools.ModuleTests.Swarm;

/// <summary>Secrets and configs.</summary>
[Collection(SwarmCollection.Name)]
public sealed class ContainerSecretTests(SwarmEngine engine, PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private readonly string name = "t" + Guid.NewGuid().ToString("n")[..10];

    private Outcome Run(string script, params (string Name, object? Value)[] variables) =>
        session.Run(script.Replace("-E", "-EngineHost $engine", StringComparison.Ordinal), [("engine", engine.Host()), ("name", name), .. variables]);

    private string ReadByTask(string kind, string source)
    {
        var service = name + "-reader";
        engine.Docker("service", "create", "--quiet", "--name", service, "--" + kind, $"source={source},target=/tmp/it", "--restart-condition", "none", "--detach", TestEngine.Image, "cat", "/tmp/it");
        try
        {
            SwarmEngine.Until(() => engine.Docker("service", "ps", service, "--format", "{{.CurrentState}}").StartsWith("Complete", StringComparison.Ordinal), "the end of the task");
            return engine.Docker("service", "logs", "--raw", service);
        }
        finally
        {
            engine.Docker("service", "rm", service);
        }
    }

    [Fact]
    public void A_secret_of_a_secure_string_is_read_by_a_task_and_by_nobody_else()
    {
        var made = Run("$secure = [securestring]::new(); 'gr\u00FCn'.ToCharArray() | ForEach-Object { $secure.AppendChar($_) }; New-ContainerSecret $name $secure -Label env=test -E").Good();
        Assert.Equal(name, Assert.Single(made.Text));
        Assert.Equal("test", engine.Docker("secret", "inspect", name, "--format", "{{.Spec.Labels.env}}"));
        Assert.Equal("grün", ReadByTask("secret", name));
        var all = Run("Get-ContainerSecret $name -Detailed -E | ForEach-Object { [System.Management.Automation.PSSerializer]::Serialize($_, 9) }").Good().Text[0];
        Assert.DoesNotContain("grün", all, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes("grün")), all, StringComparison.Ordinal);
        Run("Get-ContainerSecret -Label env=test -E | Remove-ContainerSecret").Good();
        Assert.Equal("", engine.Docker("secret", "ls", "--quiet", "--filter", "name=" + name));
    }

    [Fact]
    public void Bytes_and_files_make_secrets_and_text_does_not()
    {
        var file = Path.Combine(Path.GetTempPath(), name);
        File.WriteAllText(file, "of a file");
        try
        {
            Assert.Equal(2, Run("New-ContainerSecret \"$name-bytes\" ([byte[]] (104, 105)) -E; New-ContainerSecret \"$name-file\" -Path $file -E", ("file", file)).Good().Output.Count);
            Assert.Equal(("hi", "of a file"), (ReadByTask("secret", name + "-bytes"), ReadByTask("secret", name + "-file")));
            var outcome = Run("New-ContainerSecret \"$name-file\" ([byte[]] 1) -E; New-ContainerSecret \"$name-no\" ([byte[]] 1) -WhatIf -E; New-ContainerSecret \"$name-no\" 'plain' -E");
            Assert.Equal(["SecretAlreadyExists", "ContentInvalid"], outcome.ErrorIds);
            Assert.DoesNotContain("plain", outcome.Errors[1].Exception.Message, StringComparison.Ordinal);
            Assert.Equal(["SecretNotFound"], Run("Get-ContainerSecret \"$name-no\", \"$name-no*\" -E").ErrorIds);
        }
        finally
        {
            File.Delete(file);
            Run("Remove-ContainerSecret \"$name-*\" -E");
        }
    }

    [Fact]
    public void A_config_comes_back_as_it_was_and_in_use_it_stays()
    {
        Assert.Equal([name], Run("New-ContainerConfig $name \"first`nsecond\" -E").Good().Text);
        Assert.Equal(["first\nsecond", "12"], Run("Get-ContainerConfig $name -E | ForEach-Object { $_.Value; $_.Data.Count }").Good().Text);
        Assert.Equal("first\nsecond", ReadByTask("config", name));
        engine.Docker("service", "create", "--quiet", "--detach", "--name", name, "--config", name, TestEngine.Image, "sleep", "1000");
        Assert.Equal(["ConfigInUse", "NodeNotFound"], Run("Remove-ContainerConfig $name -E; Remove-ContainerNode $name -E").ErrorIds);
        engine.Docker("service", "rm", name);
        var gone = Run("$c = Get-ContainerConfig $name -E; $c | Remove-ContainerConfig; $c | Remove-ContainerConfig -Verbose; Remove-ContainerConfig $name -E");
        Assert.Equal(["ConfigNotFound"], gone.ErrorIds);
        Assert.Contains(gone.Verbose, line => line.EndsWith("has gone already.", StringComparison.Ordinal));
    }
}
