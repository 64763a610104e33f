using System.Formats.Tar;
using System.Text;

namespace ContainerTools.FaultEngine;

/// <summary>A <see cref="ScriptedEngine"/> that has one running container, <c>web</c>, and one image, and answers well: rules that a test adds make it fail.</summary>
public static class SmallEngine
{
    public const string Container = "web";
    public const string Image = "small:1";
    public const string LogTime = "2026-01-02T03:04:05.000000006Z ";

    private static readonly string Id = new('a', 64);
    private static readonly string ImageId = "sha256:" + new string('b', 64);

    private static readonly string Inspect =
        $$"""{"Id":"{{Id}}","Name":"/web","Created":"2026-01-01T00:00:00Z","Image":"{{ImageId}}","State":{"Status":"running","Running":true,"StartedAt":"2026-01-01T00:00:01Z","Pid":7},"Config":{"Image":"small:1","Tty":false,"Labels":{} },"HostConfig":{},"NetworkSettings":{"Networks":{} },"Mounts":[] }""";

    private static readonly string InspectImage =
        $$"""{"Id":"{{ImageId}}","RepoTags":["small:1"],"RepoDigests":[],"Created":"2026-01-01T00:00:00Z","Size":10,"Os":"linux","Architecture":"amd64","Config":{},"RootFS":{"Type":"layers","Layers":[]} }""";

    private const string Stats =
        """{"read":"2026-01-01T00:00:02Z","preread":"2026-01-01T00:00:01Z","num_procs":0,"pids_stats":{"current":1},"cpu_stats":{"cpu_usage":{"total_usage":200},"system_cpu_usage":2000,"online_cpus":1},"precpu_stats":{"cpu_usage":{"total_usage":100},"system_cpu_usage":1000,"online_cpus":1},"memory_stats":{"usage":1000,"limit":2000,"stats":{}},"networks":{}}""";

    public static ScriptedEngine Create()
    {
        var engine = new ScriptedEngine()
            .When("GET /containers/json").Answer(Answer.Json($$"""[{"Id":"{{Id}}","Names":["/web"],"Image":"small:1","ImageID":"{{ImageId}}","Created":1,"State":"running","Status":"Up","Labels":{},"Ports":[],"Mounts":[],"HostConfig":{"NetworkMode":"default"},"NetworkSettings":{"Networks":{} } }]"""))
            .When("GET /containers/*/json").Answer(Answer.Json(Inspect))
            .When("GET /containers/*/logs").Answer(Answer.Stream(Frame.Join(Frame.StdOut(LogTime + "one\n"), Frame.StdErr(LogTime + "two\n"))))
            .When("GET /containers/*/top").Answer(Answer.Json("""{"Titles":["UID","PID","PPID","C","STIME","TTY","TIME","CMD"],"Processes":[["root","7","1","0","00:00","?","00:00:00","sleep"]]}"""))
            .When("GET /containers/*/stats").Answer(Answer.Json(Stats))
            .When("GET /containers/*/changes").Answer(Answer.Json("""[{"Path":"/a","Kind":1}]"""))
            .When("POST /containers/*/exec").Answer(Answer.Json(201, """{"Id":"e1"}"""))
            .When("POST /exec/*/start").Answer(Answer.Upgrade(Frame.Join(Frame.StdOut("one\n"), Frame.StdErr("two\n"))))
            .When("GET /exec/*/json").Answer(Answer.Json("""{"ID":"e1","Running":false,"ExitCode":0}"""))
            .When("* /containers/*/archive").Answer(Answer.Empty(200).With("X-Docker-Container-Path-Stat: " + Stat))
            .When("GET /containers/*/archive").Answer(Answer.Stream(Tar("file", "one\ntwo\n"), "application/x-tar").With("X-Docker-Container-Path-Stat: " + Stat))
            .When("GET /containers/*/export").Answer(Answer.Stream(Tar("file", "one\ntwo\n"), "application/x-tar"))
            .When("GET /images/json").Answer(Answer.Json($$"""[{"Id":"{{ImageId}}","RepoTags":["small:1"],"RepoDigests":[],"Created":1,"Size":10,"Labels":{},"Containers":-1,"ParentId":"","SharedSize":-1}]"""))
            .When("GET /images/*/json").Answer(Answer.Json(InspectImage))
            .When("GET /images/*/history").Answer(Answer.Json($$"""[{"Id":"{{ImageId}}","Created":1,"CreatedBy":"sh","Size":10,"Tags":["small:1"],"Comment":""}]"""))
            .When("POST /images/create").Answer(Answer.Stream("""{"status":"Pulling","id":"l1"}""" + "\n"))
            .When("POST /images/*/push").Answer(Answer.Stream("""{"status":"Pushing","id":"l1"}""" + "\n"))
            .When("POST /images/load").Answer(Answer.Stream("""{"stream":"Loaded image: small:1\n"}"""))
            .When("POST /build").Answer(Answer.Stream($$$"""{"stream":"Step 1/1 : FROM scratch\n"}{"aux":{"ID":"{{{ImageId}}}"}}"""))
            .When("GET /events").Answer(Answer.Stream(Event(1) + "\n" + Event(2) + "\n"))
            .When("GET /info").Answer(Answer.Json("""{"ID":"x","Name":"host","SystemTime":"2026-01-01T00:00:00Z","ServerVersion":"1"}"""));
        return engine;
    }

    /// <summary>An event as the engine sends it: the end of a container <c>c1</c>, <c>c2</c>, …</summary>
    public static string Event(int number) =>
        $$$"""{"Type":"container","Action":"die","Actor":{"ID":"{{{number}}}","Attributes":{"name":"c{{{number}}}","exitCode":"{{{number}}}"}},"time":{{{number}}},"timeNano":{{{number}}}000000000}""";

    /// <summary>An archive with one file.</summary>
    public static byte[] Tar(string name, string text)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }
        return archive.ToArray();
    }

    private static string Stat => Convert.ToBase64String("""{"name":"file","size":8,"mode":420,"mtime":"2026-01-01T00:00:00Z","linkTarget":""}"""u8.ToArray());
}
