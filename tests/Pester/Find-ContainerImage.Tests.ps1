BeforeAll {
    . $PSScriptRoot/Setup.ps1
    # A registry that offers a search: one answer, whatever is asked.
    $listener = [System.Net.HttpListener]::new()
    $port = 20000..40000 | Get-Random
    $listener.Prefixes.Add("http://127.0.0.1:$port/")
    $listener.Start()
    $server = [powershell]::Create().AddScript({
            param($Listener)
            while ($Listener.IsListening) {
                try { $context = $Listener.GetContext() } catch { break }
                $answer = [Text.Encoding]::UTF8.GetBytes('{"num_results":2,"query":"web","results":[{"name":"web","description":"The official one","star_count":120,"is_official":true},{"name":"someone/web","description":"Another","star_count":3,"is_official":false}]}')
                $context.Response.ContentType = 'application/json'
                $context.Response.OutputStream.Write($answer)
                $context.Response.Close()
            }
        }).AddArgument($listener)
    $null = $server.BeginInvoke()
}
AfterAll {
    $listener.Close()
    Remove-TestContainer
}

Describe 'Find-ContainerImage' {
    It 'gives what a registry finds, to sort and to choose from' {
        $found = Find-ContainerImage "127.0.0.1:$port/web"
        ($found | Sort-Object Stars).Name | Should -Be someone/web, web
        ($found | Where-Object IsOfficial).Stars | Should -Be 120
    }
    It 'takes terms from the pipeline' {
        "127.0.0.1:$port/web", "127.0.0.1:$port/shop" | Find-ContainerImage -Official | Should -HaveCount 2
    }
    It 'shows a table' {
        Find-ContainerImage "127.0.0.1:$port/web" | Out-String -Width 200 | Should -Match 'Name\s+Stars\s+Official\s+Description'
    }
    It 'says which registry cannot be reached' {
        { Find-ContainerImage 127.0.0.1:1/web -ErrorAction Stop } | Should -Throw -ErrorId 'RegistryUnreachable,*'
    }
}
